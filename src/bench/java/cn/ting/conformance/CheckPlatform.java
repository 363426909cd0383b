package cn.ting.conformance;

import cn.ting.conformance.CheckPlan.Login;
import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.MqttPlayer.BrokerTrouble;
import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.vault.OneMessageHpke;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Plays a kiosk and tries the rules of the contract on whoever answers. See {@code src/bench/check-platform --help}. */
final class CheckPlatform {

    private static final Set<String> OPTIONS = Set.of("broker", "area", "kiosk", "second-kiosk", "trust-anchor", "hall", "user",
            "password-file", "patience", "kill-command", "start-command", "backup-command", "restore-command",
            "publish-command");

    private final CheckPlan plan;
    private final KioskClock clock;
    private final Hands hands;

    CheckPlatform(CheckPlan plan, KioskClock clock, Hands hands) {
        this.plan = plan;
        this.clock = clock;
        this.hands = hands;
    }

    /** Exits with 0 when no rule failed, 1 when one did, 2 when nothing can be said. */
    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        boolean ask = false;
        try {
            for (int i = 0; i < arguments.length; i++) {
                String name = arguments[i].replaceFirst("^--", "");
                if (name.equals("ask")) {
                    ask = true;
                } else if (OPTIONS.contains(name) && i + 1 < arguments.length) {
                    options.put(name, arguments[++i]);
                } else {
                    throw new IllegalArgumentException("no such option, or nothing behind it: " + arguments[i]);
                }
            }
            Verdicts verdicts = new CheckPlatform(plan(options), new SystemClock(), hands(options, ask)).run();
            verdicts.all().forEach(verdict -> System.out.println(verdict.line()));
            System.exit(verdicts.with(Verdicts.Outcome.FAIL).isEmpty() ? 0 : 1);
        } catch (IllegalArgumentException | IOException | BrokerTrouble unable) {
            System.err.println("check-platform: " + unable.getMessage() + (unable.getCause() == null ? "" : " (" + unable.getCause().getMessage() + ")"));
            System.exit(2);
        }
    }

    private static CheckPlan plan(Map<String, String> options) throws IOException {
        for (String needed : List.of("broker", "trust-anchor")) {
            if (!options.containsKey(needed)) {
                throw new IllegalArgumentException("--" + needed + " is needed; --help says more");
            }
        }
        Optional<Login> login = Optional.empty();
        if (options.containsKey("user")) {
            Path file = Path.of(Optional.ofNullable(options.get("password-file")).orElseThrow(() -> new IllegalArgumentException("--user needs --password-file")));
            login = Optional.of(new Login(options.get("user"), Files.readString(file).strip()));
        }
        String kiosk = options.getOrDefault("kiosk", "check-" + HexFormat.of().formatHex(OneMessageHpke.newPair().open(), 0, 3));
        String second = options.getOrDefault("second-kiosk", kiosk + "-b");
        Duration patience = Duration.ofSeconds(Long.parseLong(options.getOrDefault("patience", "10")));
        return new CheckPlan(URI.create(options.get("broker")), options.getOrDefault("area", "demo"), kiosk,
                second.equals("none") ? Optional.empty() : Optional.of(second), options.get("trust-anchor"),
                Optional.ofNullable(options.get("hall")), login, patience, patience.dividedBy(10), Set.of(),
                Duration.ofSeconds(25), Path.of(System.getProperty("project.root", "."), "src/docs/contract"));
    }

    private static Hands hands(Map<String, String> options, boolean ask) {
        if (ask) {
            return Hands.byAsking(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.err);
        }
        Map<Deed, String> commands = new EnumMap<>(Deed.class);
        for (Deed deed : Deed.values()) {
            Optional.ofNullable(options.get(deed.name().toLowerCase(Locale.ROOT) + "-command")).ifPresent(command -> commands.put(deed, command));
        }
        return Hands.byCommands(commands);
    }

    /** Tries everything; what it costs the platform is in {@code --help}. */
    Verdicts run() {
        Verdicts verdicts = new Verdicts();
        Journal journal = new Journal(clock, () -> plan.patience(verdicts.trying()));
        try (PlayedKiosk kiosk = kiosk(plan.kiosk(), journal, verdicts)) {
            Check check = new Check(plan, clock, journal, verdicts, new Shapes(plan.contract()), kiosk, hands, kiosk.token());
            DocumentRules documents = new DocumentRules(check);
            BirthRules births = new BirthRules(check);
            SignedRules signed = new SignedRules(check);
            StoreRules stores = new StoreRules(check);
            kiosk.connect("start");
            documents.state();
            births.answered();
            if (journal.all().stream().noneMatch(Journal.Heard.class::isInstance)) {
                throw new BrokerTrouble("nobody says anything in area " + plan.area() + ": is the platform in another?", null);
            }
            signed.given(kiosk);
            CatalogueRules catalogue = new CatalogueRules(check);
            catalogue.run();
            catalogue.published();
            new FactRules(check).run();
            new AppointmentRules(check).run();
            otherEpoch(check, births);
            signed.given(kiosk);
            second(check, signed);
            signed.leasedOnce();
            signed.numbers(kiosk);
            documents.retained();
            stores.death();
            stores.restore();
            documents.renewed();
            documents.boards();
            documents.everyMessage();
            new JournalRules(check).run();
        }
        return verdicts;
    }

    private PlayedKiosk kiosk(String name, Journal journal, Verdicts verdicts) {
        Supplier<Duration> patience = () -> plan.patienceForAnswers(verdicts.trying());
        return new PlayedKiosk(plan, name, new Keys(plan.anchor(), OneMessageHpke.newPair()), journal, clock, patience);
    }

    private void otherEpoch(Check check, BirthRules births) {
        Fact lonely = check.kiosk().visit(check.day(8));
        boolean stored = check.verdicts().rule(Rule.RECEIPTED, () -> check.kiosk().settle(lonely));
        births.rewound();
        Fact unsent = check.kiosk().visit(check.day(9));
        births.anotherEpoch();
        if (stored) {
            births.formerIds(lonely, check.day(8), unsent, check.day(9));
        } else {
            check.verdicts().skip("facts are not receipted", Rule.FORMER_ID);
        }
    }

    private void second(Check check, SignedRules signed) {
        if (plan.second().isEmpty()) {
            check.verdicts().skip("there is no second kiosk", Rule.ONE_DAY_KEY);
            return;
        }
        try (PlayedKiosk second = kiosk(plan.second().get(), check.journal(), check.verdicts())) {
            second.connect("start");
            signed.given(second);
        } catch (BrokerTrouble refused) {
            check.verdicts().skip("the second kiosk: " + refused.getMessage(), Rule.ONE_DAY_KEY);
        }
    }
}
