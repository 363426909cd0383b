package cn.ting.roll;

import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models of printers, as a cabinet's file would name or change them. */
final class Models {

    private Models() {}

    /** @param yaml what stands after {@code model:}, such as {@code default-80} or <code>{like: TP80K, …}</code> */
    static PrinterModel model(String yaml) {
        try {
            Path file = Files.createTempFile("model", ".yaml");
            try {
                Files.writeString(file, "model: " + yaml);
                return SettingsFile.read(file, Cabinet.class).model();
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    record Cabinet(@Setting(why = "which model it is", standard = "default-80", folder = "receipt-models") PrinterModel model) {}
}
