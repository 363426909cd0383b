package cn.ting.device.document;

import com.hp.jipp.cups.Cups;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.AttributeType;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.KeyValues;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.Operation;
import com.hp.jipp.model.PrinterState;
import com.hp.jipp.model.Types;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a printer, or a queue of CUPS, says it is.
 *
 * @param stopped true when printer-state is stopped
 * @param accepting false when it says that it takes no jobs
 * @param reasons printer-state-reasons, as they came
 * @param mediaReady the papers that are loaded; empty where it does not say
 * @param traysLeft what each tray still holds, in sheets; -3 for some, less than nothing for nobody knows; empty where it does not say
 * @param tonerPercent what is left of the colour that is nearest its end; empty where it does not say
 * @param takesPdf true when PDF is among what it takes
 * @param createsJobs true when a job can be opened before its document comes
 * @param handsOver true when it is a queue whose way to the printer ends with the bytes: what it calls completed nobody has seen come out
 */
record IppState(
        boolean stopped,
        boolean accepting,
        List<String> reasons,
        List<String> mediaReady,
        List<Integer> traysLeft,
        Optional<Integer> tonerPercent,
        boolean takesPdf,
        boolean createsJobs,
        boolean handsOver) {

    /** What is asked for. */
    static final List<AttributeType<?>> ASKED = List.of(
            Types.printerState, Types.printerStateReasons, Types.printerIsAcceptingJobs, Types.mediaReady,
            Types.printerInputTray, Types.printerSupply,
            Cups.Types.markerLevels, Cups.Types.markerTypes, Types.documentFormatSupported, Types.operationsSupported);

    /** The same and where a queue of CUPS leads, which no printer tells. */
    static final List<AttributeType<?>> ASKED_WITH_WAY = Stream.concat(ASKED.stream(), Stream.of(Cups.Types.deviceUri)).toList();

    /** The ways on which CUPS asks a printer about a job until that is at its end (its backend ipp), unless it is told not to wait for it. */
    private static final Pattern FOLLOWS = Pattern.compile("(?i)(ipps?|https?|ippusb):.*|dnssd:.*\\._ipps?\\._tcp\\b.*");

    private static final Pattern DOES_NOT_WAIT = Pattern.compile("(?i).*[?&+]waitjob=(?!(on|yes|true)\\b).*");

    /** Supplies that colour paper, and no drum, fuser or waste box (Printer MIB, prtMarkerSuppliesType); or that are not told closer. */
    private static final Pattern COLOURS = Pattern.compile("(?i)(toner|ink|solid-?wax|ribbon-?wax|other|unknown).*");

    private static final int WHOLE = 100;

    /** Printer MIB (RFC 3805), prtInputCurrentLevel; -1 is other, -2 unknown. */
    private static final int SOME_LEFT = -3;

    private static final int UNKNOWN_LEVEL = -2;

    /** Reads an answer; what cannot be read throws. */
    static IppState of(IppPacket answer) {
        AttributeGroup printer = Objects.requireNonNull(answer.get(Tag.printerAttributes));
        List<Operation> operations = printer.getValues(Types.operationsSupported);
        return new IppState(
                Objects.requireNonNull(printer.getValue(Types.printerState)).getCode() == PrinterState.stopped.getCode(),
                !Boolean.FALSE.equals(printer.getValue(Types.printerIsAcceptingJobs)),
                printer.getStrings(Types.printerStateReasons),
                printer.getStrings(Types.mediaReady),
                printer.getValues(Types.printerInputTray).stream().map(tray -> signed(tray.get("level"))).toList(),
                toner(printer),
                printer.getStrings(Types.documentFormatSupported).contains(IppQueue.PDF),
                operations.contains(Operation.createJob) && operations.contains(Operation.sendDocument),
                printer.getStrings(Cups.Types.deviceUri).stream().anyMatch(IppState::endsWithTheBytes));
    }

    private static boolean endsWithTheBytes(String way) {
        return !FOLLOWS.matcher(way).matches() || DOES_NOT_WAIT.matcher(way).matches();
    }

    /** The same of a queue whose way to the printer cannot be read. */
    IppState handingOver() {
        return new IppState(stopped, accepting, reasons, mediaReady, traysLeft, tonerPercent, takesPdf, createsJobs, true);
    }

    /** What is wrong, with paper of this name wanted. */
    Set<DocumentFault> faults(String media, int tonerLowPercent) {
        Set<DocumentFault> faults = EnumSet.noneOf(DocumentFault.class);
        faults.addAll(IppReasons.faults(reasons));
        if (feedsFromAnother(media) && faults.remove(DocumentFault.PAPER_OUT)) {
            faults.add(DocumentFault.PAPER_LOW);
        }
        if (stopped && faults.stream().noneMatch(DocumentFault::stops)) {
            faults.add(DocumentFault.STOPPED);
        }
        if (!accepting) {
            faults.add(DocumentFault.NOT_ACCEPTING);
        }
        if (!mediaReady.isEmpty() && !mediaReady.contains(media)) {
            faults.add(DocumentFault.WRONG_PAPER);
        }
        if (tonerPercent.filter(left -> left <= tonerLowPercent).isPresent() && !faults.contains(DocumentFault.TONER_EMPTY)) {
            faults.add(DocumentFault.TONER_LOW);
        }
        if (handsOver) {
            faults.add(DocumentFault.HANDED_OVER);
        }
        return faults;
    }

    /**
     * True when a tray is empty and another is known to hold the paper that is wanted, so that whatever is printed comes out. Which paper
     * lies in which tray is not told in a way that printers agree on: where others than the wanted one are loaded, it may be the wrong tray.
     */
    boolean feedsFromAnother(String media) {
        return IppReasons.oneTrayIsEmpty(reasons)
                && !mediaReady.isEmpty() && mediaReady.stream().allMatch(media::equals)
                && traysLeft.stream().anyMatch(left -> left > 0 || left == SOME_LEFT);
    }

    /** One line for staff: the printer's own words and what it says of paper and toner. */
    String told() {
        StringBuilder told = new StringBuilder("printer says: ").append(IppReasons.told(reasons));
        tonerPercent.ifPresent(left -> told.append("; toner ").append(left).append(" %"));
        if (!mediaReady.isEmpty()) {
            told.append("; paper ").append(IppReasons.told(mediaReady));
        }
        return told.toString();
    }

    /** Printers tell it by marker-levels (CUPS), or by printer-supply (PWG 5100.13), or both. */
    private static Optional<Integer> toner(AttributeGroup printer) {
        List<Integer> left = new ArrayList<>();
        List<Integer> levels = printer.getValues(Cups.Types.markerLevels);
        List<String> types = printer.getStrings(Cups.Types.markerTypes);
        for (int i = 0; i < Math.min(levels.size(), types.size()); i++) {
            if (COLOURS.matcher(types.get(i)).matches()) {
                left.add(levels.get(i));
            }
        }
        for (KeyValues supply : printer.getValues(Types.printerSupply)) {
            String type = supply.get("type");
            if ("supplyThatIsConsumed".equals(supply.get("class")) && (type == null || COLOURS.matcher(type).matches())) {
                left.add(percent(number(supply.get("level")), number(supply.get("maxcapacity"))));
            }
        }
        // Below nothing stand -1, -2 and -3: it is not known, or some is left.
        return left.stream().filter(percent -> percent >= 0 && percent <= WHOLE).min(Integer::compare);
    }

    private static int percent(int level, int capacity) {
        return capacity > 0 && level >= 0 ? (int) ((long) level * WHOLE / capacity) : -1;
    }

    private static int signed(String written) {
        return written != null && written.matches("-?\\d{1,9}") ? Integer.parseInt(written) : UNKNOWN_LEVEL;
    }

    private static int number(String written) {
        return written != null && written.matches("\\d{1,9}") ? Integer.parseInt(written) : -1;
    }
}
