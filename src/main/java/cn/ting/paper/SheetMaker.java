package cn.ting.paper;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes sheets. While it does, font and library take some 30 MB, so whoever asks has one made at a time; afterwards nothing of it is
 * kept. Takes tenths of a second, the first time half a second more.
 */
@Singleton
public final class SheetMaker {

    private final PaperSettings settings;

    public SheetMaker(PaperSettings settings) {
        this.settings = settings;
    }

    /** Where the font should be. */
    public String font() {
        return settings.font();
    }

    /** True when there is a file where the font should be; reads nothing of it. */
    public boolean hasFont() {
        return Files.isReadable(Path.of(settings.font())) && Files.isRegularFile(Path.of(settings.font()));
    }

    /**
     * Makes a sheet.
     *
     * @throws IOException when the font cannot be read or used
     */
    public MadeSheet make(Sheet sheet) throws IOException {
        return SheetSetting.set(sheet, new SheetFont(settings));
    }
}
