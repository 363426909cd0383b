/**
 * Health: what central ops and the technician see without driving there.
 *
 * <p>Owns the retained health document, the metrics, the readiness answer, time in service, the signs of life to systemd and
 * the launcher, the count of restarts that stuck devices caused, and the end of this process where the kiosk begins it. Promises the
 * conditions as they are, and that who ends does end. Refuses personal data and repairs.
 */
@Room(
        is = "conditions to page, metrics and heartbeat",
        mayUse = {"link", "outbox", "store", "supply", "telemetry", "device.inventory"},
        keeps = {"io.micrometer", "org.eclipse.microprofile.health", "com.sun.jna"})
package cn.ting.health;

import cn.ting.sign.Room;
