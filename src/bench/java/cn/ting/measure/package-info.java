/**
 * The figures of this kiosk, each beside a baseline measured in the same run.
 *
 * <p>Owns what {@code src/bench/measure} runs. Promises that a figure is of the release where it is of the kiosk, and that
 * both sides of a ratio met the same machine at the same time. Refuses absolute goals where the machine decides.
 */
@Room(
        is = "what the kiosk costs: figures with baselines",
        mayUse = {
            "figure", "stand", "mileage", "renewal", "bench", "catalogue", "platform", "device.camera", "device.document", "device.idcard", "device.receipt", "wire", "code", "visit", "matter", "outbox", "store"
        })
package cn.ting.measure;

import cn.ting.sign.Room;
