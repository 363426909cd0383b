package cn.ting.service.sheet;

import cn.ting.matter.Catalogue;
import cn.ting.paper.MadeSheet;
import cn.ting.paper.Sheet;
import cn.ting.paper.SheetMaker;
import cn.ting.screen.Language;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * The sheet that was made last, so that the one of the matter on the screen is there when it is asked for: making one takes longer than
 * printing it takes to begin. One is made at a time, since each takes much memory while it is. Safe for use by any thread.
 */
@Singleton
class ReadySheets {

    /** What a sheet is made of: with any of it another, it is another sheet. */
    record Key(String matter, Language language, long version, LocalDate day) {}

    /**
     * A sheet as it was when it was asked for: whatever the catalogue says by the time it is made.
     *
     * @param content empty where there was no such matter
     */
    record Wanted(Key key, Optional<Sheet> content) {}

    /** @param catalogue the version it was made from */
    record Ready(MadeSheet sheet, long catalogue) {}

    private record Kept(Key key, Ready ready) {}

    private final BiFunction<String, Language, Optional<Sheet>> content;
    private final LongSupplier version;
    private final SheetMaker maker;
    private final KioskClock clock;
    private volatile Kept kept;

    @Inject
    ReadySheets(Catalogue catalogue, SheetContentPages content, SheetMaker maker, KioskClock clock) {
        this((id, language) -> catalogue.matter(id).map(matter -> content.sheet(matter, language)),
                () -> catalogue.version().map(Catalogue.Version::number).orElse(0L), maker, clock);
    }

    /**
     * Makes sheets of whatever content.
     *
     * @param content by a matter's id; empty when there is no such matter
     * @param version of all content; when it changes every sheet is another
     */
    ReadySheets(BiFunction<String, Language, Optional<Sheet>> content, LongSupplier version, SheetMaker maker, KioskClock clock) {
        this.content = content;
        this.version = version;
        this.maker = maker;
        this.clock = clock;
    }

    /** True when sheets can be made, as far as can be told without making one. */
    boolean possible() {
        return maker.hasFont();
    }

    /** Where the font was looked for. */
    String font() {
        return maker.font();
    }

    /** The sheet of a matter as it is now. */
    Wanted wanted(String id, Language language) {
        return new Wanted(key(id, language), content.apply(id, language));
    }

    /**
     * A sheet, made now unless it is there already.
     *
     * @throws IOException when it cannot be made, or there was no such matter
     */
    synchronized Ready of(Wanted wanted) throws IOException {
        Kept last = kept;
        if (last != null && last.key().equals(wanted.key())) {
            return last.ready();
        }
        Sheet sheet = wanted.content().orElseThrow(() -> new IOException("there is no matter " + wanted.key().matter()));
        // Before the next is made, which takes memory.
        kept = null;
        Ready made = new Ready(maker.make(sheet), wanted.key().version());
        kept = new Kept(wanted.key(), made);
        return made;
    }

    /** The sheet of a matter if it is there already; waits for nothing. */
    Optional<Ready> there(String id, Language language) {
        Key wanted = key(id, language);
        return Optional.ofNullable(kept).filter(last -> last.key().equals(wanted)).map(Kept::ready);
    }

    private Key key(String id, Language language) {
        return new Key(id, language, version.getAsLong(), clock.local().toLocalDate());
    }
}
