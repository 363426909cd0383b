/**
 * The simulated platform's secrets: the keys kiosks seal persons to, and the keys of each day's pseudonyms.
 *
 * <p>It is another's software: it brings its own cryptography, written from RFC 9180 and {@code src/docs/contract}, so that it cannot be
 * wrong together with the kiosk. Owns those keys and the document of naming. Promises that a person it could read is shown masked and
 * stored nowhere. Absent from a release.
 */
@Room(hanzi = "钥", is = "bench: the platform's keys to persons")
package cn.ting.vault;

import cn.ting.sign.Room;
