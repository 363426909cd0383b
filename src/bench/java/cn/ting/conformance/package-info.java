/**
 * A kiosk that is played by the written contract, and tries a platform's rules on it.
 *
 * <p>It is another's software: it brings its own MQTT, its own reading of receipts and documents, its own check of signatures and schemas,
 * and is written from {@code src/docs/contract} alone, so that it cannot be wrong together with the kiosk. Owns what
 * {@code src/bench/check-platform} runs. Promises to say pass only for what it saw, skip for what it could not see, and to leave nothing
 * behind but visits, numbers and documents under the names it was given. Absent from a release.
 */
@Room(
        hanzi = "验",
        is = "bench: tries the contract's rules on any platform, as a kiosk",
        mayUse = {"vault", "wire"})
package cn.ting.conformance;

import cn.ting.sign.Room;
