/**
 * Health: what central ops and the technician see without driving there.
 *
 * <p>Owns the retained health document, the metrics and the readiness answer. Promises the conditions as they are. Refuses
 * personal data and repairs.
 */
@Room(
        is = "conditions to page, metrics and heartbeat",
        mayUse = {"link", "store", "device.inventory"},
        keeps = {"io.micrometer", "org.eclipse.microprofile.health"})
package cn.ting.health;

import cn.ting.sign.Room;
