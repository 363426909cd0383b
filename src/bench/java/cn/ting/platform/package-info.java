/**
 * A central platform for the bench, which talks to kiosks only through the broker.
 *
 * <p>It is another's software: it brings its own MQTT client, its own store and its own cryptography, and is written from
 * {@code src/docs/contract} alone, so that it cannot be wrong together with the kiosk. Owns what it stored, the leases it
 * gave, the queues and boards. Promises a receipt after the commit, never before. Absent from a release.
 */
@Room(
        is = "a simulated central platform behind the broker",
        mayUse = {"wire", "vault", "waiting", "quota"})
package cn.ting.platform;

import cn.ting.sign.Room;
