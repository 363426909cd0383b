package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the kiosk's browser may: a managed policy of Chromium's, which silently passes over what it does not know. */
class BrowserPolicyTest {

    /** By the names of Chromium's components/policy/resources/templates/policies.yaml, and by what a kiosk wants of each. */
    private static final Map<String, Set<String>> WANTED = Map.of(
            "false", Set.of("RemoteDebuggingAllowed", "TaskManagerEndProcessEnabled", "PasswordManagerEnabled", "AutofillAddressEnabled",
                    "AutofillCreditCardEnabled", "PaymentMethodQueryEnabled", "BrowserAddPersonEnabled", "BrowserGuestModeEnabled", "PrintingEnabled",
                    "AllowFileSelectionDialogs", "AudioCaptureAllowed", "VideoCaptureAllowed", "ScreenCaptureAllowed", "EnableMediaRouter", "TranslateEnabled",
                    "SpellcheckEnabled", "SearchSuggestEnabled", "DefaultSearchProviderEnabled", "PromotionsEnabled", "DefaultBrowserSettingEnabled",
                    "BookmarkBarEnabled", "EditBookmarksEnabled", "AllowDinosaurEasterEgg", "BackgroundModeEnabled", "MetricsReportingEnabled",
                    "UserFeedbackAllowed", "CloudReportingEnabled", "UrlKeyedAnonymizedDataCollectionEnabled", "BrowserNetworkTimeQueriesEnabled",
                    "ComponentUpdatesEnabled"),
            "true", Set.of("BlockExternalExtensions", "ForceEphemeralProfiles", "SavingBrowserHistoryDisabled", "SyncDisabled"),
            "0", Set.of("BrowserSignin", "SafeBrowsingProtectionLevel"),
            "1", Set.of("DiskCacheSize", "IncognitoModeAvailability"),
            "2", Set.of("DeveloperToolsAvailability", "DefaultFileSystemReadGuardSetting", "DefaultFileSystemWriteGuardSetting", "DefaultPopupsSetting",
                    "DefaultNotificationsSetting", "DefaultGeolocationSetting", "DefaultSensorsSetting", "DefaultSerialGuardSetting",
                    "DefaultWebBluetoothGuardSetting", "DefaultWebHidGuardSetting", "DefaultWebUsbGuardSetting", "ChromeVariations", "NetworkPredictionOptions"),
            "3", Set.of("DownloadRestrictions"),
            "\"off\"", Set.of("DnsOverHttpsMode"),
            // The longer of two that match is what holds: staff's pages are not for the screen.
            "[\"*\",\"127.0.0.1:8080/technician\",\"127.0.0.1:8080/q/\"]", Set.of("URLBlocklist"),
            "[\"*\"]", Set.of("ExtensionInstallBlocklist"),
            "[\"127.0.0.1:8080\"]", Set.of("URLAllowlist"));

    private static JsonNode policy() throws IOException {
        return new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(LauncherRig.OTA.resolve("ting-browser-policy.json").toFile());
    }

    @Test
    void eachPolicyIsWhatAKioskWantsAndThereIsNoOther() throws IOException {
        Set<String> names = new TreeSet<>();
        WANTED.forEach((value, policies) -> names.addAll(policies));
        Set<String> shipped = new TreeSet<>();
        policy().fieldNames().forEachRemaining(shipped::add);
        assertEquals(names, shipped);
        for (Map.Entry<String, Set<String>> wanted : WANTED.entrySet()) {
            for (String name : wanted.getValue()) {
                assertEquals(wanted.getKey(), policy().path(name).toString(), name);
            }
        }
    }

    /** The one address that is allowed is where the kiosk's page is, and the launcher's, and where the browser begins. */
    @Test
    void thePageIsWhatIsAllowed() throws IOException {
        String allowed = policy().path("URLAllowlist").get(0).asText();
        String unit = Files.readString(LauncherRig.OTA.resolve("ting-browser.service"));
        assertTrue(unit.contains(" http://" + allowed + "/\n"), unit);
        assertTrue(unit.contains("nc -z " + allowed.replace(':', ' ') + ";"), unit);
        assertTrue(Files.readString(LauncherRig.OTA.resolve("launcher/ting-launcher")).contains("port=${TING_PORT:-" + allowed.split(":")[1] + "}"));
        assertTrue(Files.readAllLines(LauncherRig.OTA.resolveSibling("src/main/resources/application.properties"))
                .containsAll(List.of("quarkus.http.host=" + allowed.split(":")[0], "quarkus.http.port=" + allowed.split(":")[1])));
    }
}
