/**
 * Reads a cabinet's {@code device-config} file into settings records.
 *
 * <p>Owns the reading of YAML with marks, so that a refusal names file, line and key. Promises that a wrong file stops only
 * a first start: later the last good one goes on, and a condition says so. Refuses unknown keys. What the keys mean belongs
 * to the room whose record carries them.
 */
@Room(
        hanzi = "设",
        is = "device-config, read into one record a room",
        open = true,
        mayUse = {"condition", "file"},
        keeps = {"org.yaml.snakeyaml"})
package cn.ting.settings;

import cn.ting.sign.Room;
