package cn.ting.device.camera;

import java.io.IOException;

/** A camera has to be started anew, and why. */
final class CameraTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    private final CameraFault fault;

    CameraTrouble(CameraFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    CameraFault fault() {
        return fault;
    }
}
