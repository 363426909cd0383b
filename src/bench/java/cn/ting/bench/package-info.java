/**
 * The bench: what stands around a kiosk where there is no hall and no central platform.
 *
 * <p>Owns the embedded broker and puts the simulated parts together. Promises that a kiosk on it meets real bytes only.
 * Absent from a release.
 */
@Room(
        is = "what a kiosk is tried on: broker, platform, cabinets",
        mayUse = {"answers", "catalogue", "platform", "quota", "device.board", "device.document", "device.idcard", "device.receipt", "device.scanner", "device.ups", "remote", "vault", "wire"},
        keeps = {"org.apache.activemq"})
package cn.ting.bench;

import cn.ting.sign.Room;
