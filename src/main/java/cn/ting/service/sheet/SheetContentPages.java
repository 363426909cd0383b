package cn.ting.service.sheet;

import cn.ting.code.QrCode;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.matter.Matter;
import cn.ting.matter.Matter.Material;
import cn.ting.paper.Sheet;
import cn.ting.screen.Language;
import cn.ting.screen.Offer;
import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands on the sheet of a matter: all that the catalogue asks a resident for, then the rest of what a way to the hall takes. An
 * English sheet has the Chinese names beside its own, for whoever sits at the counter.
 */
@Singleton
class SheetContentPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(KioskClock.ZONE);
    private static final String BOX = "□";
    private static final String DOT = "·";

    private final Catalogue catalogue;
    private final PlaceSettings place;
    private final HoursPages hours;
    private final KioskClock clock;

    SheetContentPages(Catalogue catalogue, PlaceSettings place, HoursPages hours, KioskClock clock) {
        this.catalogue = catalogue;
        this.place = place;
        this.hours = hours;
        this.clock = clock;
    }

    SheetMessages say(Language language) {
        return MessageBundles.get(SheetMessages.class, Localized.Literal.of(language.tag()));
    }

    Sheet sheet(Matter matter, Language language) {
        SheetMessages say = say(language);
        List<Sheet.Part> parts = new ArrayList<>();
        parts.add(new Sheet.Pair(say.office(), both(language, matter.department().name(), matter.department().nameEn())));
        materials(parts, matter, language);
        list(parts, say.conditions(), matter.conditions());
        timeAndFee(parts, matter, say);
        halls(parts, matter, language);
        offices(parts, matter, language);
        parts.add(new Sheet.Heading(say.questions()));
        parts.add(new Sheet.Pair(say.consult(), matter.department().consultPhone()));
        parts.add(new Sheet.Pair(say.complain(), matter.department().complainPhone()));
        parts.add(new Sheet.Text(say.nothingElse()));
        list(parts, say.laws(), matter.laws().stream().map(law -> law.name() + "　" + law.article()).toList());
        String everyday = language.of(matter.title(), "");
        String subject = language == Language.CHINESE && !everyday.equals(matter.taskName())
                ? matter.taskName() + "（" + everyday + "）" : both(language, matter.taskName(), matter.nameEn());
        return new Sheet(say.title(), subject, parts, foot(language));
    }

    /** The list as text for a code: what the matter is, everything to bring, the nearest hall and whom to call. */
    String inShort(Matter matter, Language language) {
        SheetMessages say = say(language);
        List<Material> bring = matter.materials().stream().filter(paper -> paper.source() != Material.Source.GOVERNMENT).toList();
        List<String> tail = new ArrayList<>();
        nearest(matter).ifPresent(hall -> tail.add(both(language, hall.name(), hall.nameEn()) + "　" + language.of(hall.address(), hall.addressEn())));
        tail.add(say.consult() + " " + matter.department().consultPhone());
        return new ShortList(
                List.of(both(language, matter.taskName(), matter.nameEn()), bring.isEmpty() ? say.bringNothing() : say.bring(bring.size())),
                bring.stream().map(paper -> new ShortList.Paper(BOX + " " + both(language, paper.name(), paper.nameEn()), how(paper, say))).toList(),
                say::notShown, tail).text();
    }

    /** That text as a code to take along. */
    Offer.Code inACode(Matter matter, Language language) {
        QrCode code = QrCode.of(inShort(matter, language));
        return new Offer.Code(say(language).takeAlong(), say(language).takeAlongLead(), code.svgPath(), code.size());
    }

    private Optional<HallEntry> nearest(Matter matter) {
        return catalogue.halls().stream().filter(hall -> hall.service(matter.service()).isPresent())
                .min(Comparator.comparingInt(HallEntry::walkingMinutes));
    }

    private void materials(List<Sheet.Part> parts, Matter matter, Language language) {
        SheetMessages say = say(language);
        List<Material> bring = matter.materials().stream().filter(paper -> paper.source() != Material.Source.GOVERNMENT).toList();
        List<Material> there = matter.materials().stream().filter(paper -> paper.source() == Material.Source.GOVERNMENT).toList();
        parts.add(new Sheet.Heading(bring.isEmpty() ? say.bringNothing() : say.bring(bring.size())));
        bring.forEach(paper -> parts.add(new Sheet.Item(BOX, both(language, paper.name(), paper.nameEn()), how(paper, say))));
        if (!there.isEmpty()) {
            parts.add(new Sheet.Heading(say.governmentHasIt(there.size())));
            there.forEach(paper -> parts.add(new Sheet.Item(DOT, both(language, paper.name(), paper.nameEn()), paper.note())));
        }
    }

    private static String how(Material paper, SheetMessages say) {
        String need = switch (paper.need()) {
            case NECESSARY -> say.necessary();
            case IF_APPLICABLE -> say.ifApplicable();
            case LATER -> say.later();
        };
        String form = switch (paper.form()) {
            case PAPER -> say.onPaper();
            case ELECTRONIC -> say.electronic();
            case EITHER -> say.either();
        };
        return Stream.of(need, form, paper.note()).filter(part -> !part.isEmpty()).reduce((one, next) -> one + "　·　" + next).orElse("");
    }

    private static void list(List<Sheet.Part> parts, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            parts.add(new Sheet.Heading(heading));
            lines.forEach(line -> parts.add(new Sheet.Item(DOT, line, "")));
        }
    }

    private static void timeAndFee(List<Sheet.Part> parts, Matter matter, SheetMessages say) {
        Matter.Terms terms = matter.terms();
        int count = terms.promised().count();
        String days = terms.promised().working() ? say.workingDays(count) : say.days(count);
        parts.add(new Sheet.Heading(say.timeAndFee()));
        parts.add(new Sheet.Pair(say.promised(), terms.onTheSpot() ? say.onTheSpot() : days));
        parts.add(new Sheet.Pair(say.visitsLabel(), say.visits(terms.visits())));
        if (matter.fees().isEmpty()) {
            parts.add(new Sheet.Pair(say.fee(), say.free()));
        }
        matter.fees().forEach(fee -> parts.add(new Sheet.Pair(say.fee(), fee.name() + "　" + fee.rate())));
    }

    private void halls(List<Sheet.Part> parts, Matter matter, Language language) {
        SheetMessages say = say(language);
        List<HallEntry> halls = catalogue.halls().stream()
                .filter(hall -> hall.service(matter.service()).isPresent())
                .sorted(Comparator.comparingInt(HallEntry::walkingMinutes))
                .toList();
        parts.add(new Sheet.Heading(say.where()));
        if (halls.isEmpty()) {
            parts.add(new Sheet.Text(say.nowhere()));
            return;
        }
        halls.forEach(hall -> parts.add(new Sheet.Item(DOT,
                both(language, hall.name(), hall.nameEn()) + "　" + language.of(hall.address(), hall.addressEn()),
                say.walk(hall.walkingMinutes()) + "　·　" + hours.text(hall.hours(), language, say))));
        parts.add(new Sheet.Text(say.holidays()));
    }

    private void offices(List<Sheet.Part> parts, Matter matter, Language language) {
        list(parts, say(language).nearer(), matter.offices().stream()
                .map(office -> both(language, office.name(), office.nameEn()) + "　" + office.phone()).toList());
    }

    private String foot(Language language) {
        String version = catalogue.version().map(known -> String.valueOf(known.number())).orElse("");
        String issued = catalogue.version().map(known -> DAY.format(known.issuedAt())).orElse("");
        return say(language).foot(version, issued, language.of(place.name(), place.nameEn()), DAY.format(clock.best()));
    }

    /** On an English sheet both names. */
    private static String both(Language language, String chinese, String english) {
        String own = language.of(chinese, english);
        return own.equals(chinese) ? chinese : own + "　" + chinese;
    }
}
