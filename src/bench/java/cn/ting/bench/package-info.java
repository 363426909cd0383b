/**
 * The bench: what stands around a kiosk where there is no hall and no central platform.
 *
 * <p>Owns the embedded broker and puts the simulated parts together. Promises that a kiosk on it meets real bytes only.
 * Absent from a release.
 */
@Room(
        is = "what a kiosk is tried on: broker, platform, cabinets",
        mayUse = {"answers", "catalogue", "code", "platform", "quota", "device.board", "device.camera", "device.contactcard", "device.document", "device.idcard", "device.receipt", "device.scanner", "device.speaker", "device.ups", "remote", "vault", "wire"},
        keeps = {"org.apache.activemq"})
package cn.ting.bench;

import cn.ting.sign.Room;
