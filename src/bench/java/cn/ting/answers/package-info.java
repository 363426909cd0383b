/**
 * The simulated platform's answers to kiosks' questions: a service of its own behind the broker, as platforms have many.
 *
 * <p>It is another's software, written from {@code src/docs/contract} alone. Owns which questions have an answer. Promises that no answer
 * changes anything. Absent from a release.
 */
@Room(
        hanzi = "答",
        is = "bench: the platform's answers to kiosks' questions",
        mayUse = {"wire"},
        keeps = {})
package cn.ting.answers;

import cn.ting.sign.Room;
