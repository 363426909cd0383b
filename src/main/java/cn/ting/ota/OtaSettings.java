package cn.ting.ota;

import cn.ting.settings.Setting;
import cn.ting.trial.TrialTimes;
import java.time.Duration;

/** How newer releases come and are tried. Nothing of it is used where no launcher started the kiosk. */
public record OtaSettings(
        @Setting(why = "which model of cabinet this is, as releases name those they are for", standard = "any") String model,
        @Setting(why = "the directory in which a technician's stick with a release appears; looked at all the time, an empty one costs nothing",
                        standard = "/media/ting")
                String stick,
        @Setting(why = "the certificate authorities in PEM that the platform's repository of releases must be certified by, such as the area's; none for those"
                                + " that Java knows",
                        standard = "none")
                String authority,
        @Setting(why = "within which time kiosks that are told of a release begin to fetch it, each at a moment of its own", standard = "10min",
                        min = "0s", max = "24h")
                Duration spread,
        @Setting(why = "how much of the line a release may take that comes over the network; while somebody is served it takes 4 kB/s",
                        standard = "256", min = "16", max = "100000", unit = "kB/s")
                int fetchRate,
        @Setting(why = "from which hour of the kiosk's day a release that came over the network may be switched to, while nobody is served;"
                        + " one from a stick is switched to at once",
                        standard = "2", min = "0", max = "23", unit = "o'clock")
                int switchFrom,
        @Setting(why = "how many hours after that it may", standard = "3", min = "1", max = "24", unit = "hours") int switchFor,
        @Setting(why = "room on the disk that a release leaves to the ledger", standard = "200", min = "0", max = "100000", unit = "MB")
                int reserve,
        @Setting(why = "how long a new release has until everything that held before it holds again; nobody is served until then, and it is"
                        + " taken back after that",
                        standard = "2min", min = "10s", max = "10min")
                Duration gates,
        @Setting(why = "how long a new release must have run before it is kept, for one that dies late", standard = "1min", min = "0s", max = "1h")
                Duration proof,
        @Setting(why = "how long a new release waits to hear the platform before it is kept without; an outage takes nothing back",
                        standard = "15min", min = "1min", max = "24h")
                Duration away) {

    TrialTimes trialTimes() {
        return new TrialTimes(gates, proof, away);
    }

    /** True within the hours of a switch, which may lie on both sides of midnight. */
    boolean maySwitch(int hour) {
        return Math.floorMod(hour - switchFrom, 24) < switchFor;
    }
}
