package cn.ting.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.settings.CabinetSettings.LampProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceYamlTest {

    @Test
    void everyKeyIsWrittenWithReasonDefaultUnitAndRange() {
        assertEquals("""
                # Every key there is, with its reason, default, unit and range. Written from the settings records: a
                # test holds this file to them. A key with a default may be left out, as may a part whose keys all have one.

                # The screen of this cabinet.
                screen:
                  # How long nobody may touch before the warning; a visit of an old person has pauses of a minute.
                  idle: 60s                         # duration, 10s to 5min
                  # How bright it is by day.
                  light: 80                         # whole number of percent, 10 to 100
                  # How the page starts.
                  look: by-day                      # one of by-day, by-night
                  # Large print from the start.
                  largePrint: false                 # true or false

                # Where the link leads.
                broker:                             # URI; must be given

                # Printed at the head of a slip.
                greeting:                           # list of at most 64
                  -                                 # text

                # What is built in.
                devices:                            # list of at most 64
                    # Its name in conditions.
                  - name:                           # text; must be given
                    # What its driver asks for.
                    profile: {}                     # keys of its own, see below; may be left out

                # The profile of a device driven by lamp:
                #   # How fast it blinks.
                #   blink: 500ms                    # duration, at least 100ms
                """, ReferenceYaml.of(CabinetSettings.class, Map.of("lamp", LampProfile.class)));
    }

    @Test
    void aFileOfAFolderIsShownWithItsKeys() {
        assertEquals("""
                # Every key there is, with its reason, default, unit and range. Written from the settings records: a
                # test holds this file to them. A key with a default may be left out, as may a part whose keys all have one.

                # What the horn is.
                horn: loud                          # a file of horns, or keys over one: {like: loud, ...}, see below

                # A file of horns, and what is put over one, has these keys. In a file they may stand under its
                # own name, and inherits may name another one, whose keys hold where it gives none:
                #   # What it plays.
                #   tones:                          # at most 64 names, each with
                #     NAME:
                #       # How high.
                #       hertz: 440                  # whole number
                #   # How loud.
                #   loudness:                       # whole number of dB, at most 90; must be given
                #   # Taken and not used: maker, colour (said of horns elsewhere).
                """, ReferenceYaml.of(SettingsFolderTest.Car.class, Map.of()));
    }

    @Test
    void aDefaultThatAFileMayNotGiveIsFound() {
        record Door(@Setting(why = "steps", standard = "12", max = "9") int steps) {}

        assertThrows(IllegalArgumentException.class, () -> ReferenceYaml.of(Door.class, Map.of()));
    }
}
