package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.wire.Lines;
import com.hp.jipp.encoding.Attribute;
import com.hp.jipp.encoding.AttributeGroup;
import com.hp.jipp.encoding.AttributeType;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.encoding.Tag;
import com.hp.jipp.model.JobState;
import com.hp.jipp.model.Types;
import com.hp.jipp.util.ParseError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One object that takes jobs by IPP (RFC 8011): a printer, or a queue of CUPS. Jobs carry the kiosk's name, as their own and as their
 * user's, and nothing of a person. Whatever is answered, nothing but an {@link IOException} comes out of here. For one thread.
 */
final class IppQueue {

    static final String PDF = "application/pdf";

    private static final byte[] NO_DOCUMENT = {};

    /** So many unfinished jobs are asked for at a time. */
    private static final int MOST_JOBS = 100;

    private static final int LAST_SUCCESS = 0x00FF;

    private final URI uri;
    private final String kiosk;
    private final IppPost post;
    private final Duration patience;
    private int lastRequest;

    /**
     * @param kiosk the name that this kiosk's jobs carry, and no other's
     * @param patience longest wait for an answer
     * @param round told whenever something has gone through
     */
    IppQueue(IppAddress address, String kiosk, KioskClock clock, Duration patience, Runnable round) {
        this.uri = address.uri();
        this.kiosk = kiosk;
        this.post = new IppPost(new Lines(), address, clock, round);
        this.patience = patience;
    }

    /** How it is. */
    IppState state() throws IOException {
        try {
            return state(IppState.ASKED_WITH_WAY);
        } catch (ParseError nonsense) {
            // CUPS keeps a device's address as somebody has typed it, and the parser takes none for one that is no URI by the letter.
            return state(IppState.ASKED).handingOver();
        }
    }

    private IppState state(List<AttributeType<?>> asked) throws IOException {
        return ask("Get-Printer-Attributes", IppPacket.getPrinterAttributes(uri, asked), NO_DOCUMENT, IppState::of);
    }

    /**
     * A job that was opened.
     *
     * @param allCopies false when the queue took the job and says that it makes not as many copies as it was asked for
     */
    record Opened(int job, boolean allCopies) {

        /** Reads an answer; what cannot be read throws. */
        static Opened of(IppPacket answer, int copies) {
            AttributeGroup unsupported = answer.get(Tag.unsupportedAttributes);
            return new Opened(Objects.requireNonNull(answer.getValue(Tag.jobAttributes, Types.jobId)),
                    copies == 1 || unsupported == null || unsupported.get(Types.copies.getName()) == null);
        }
    }

    /** Opens a job without its document, which is to follow. */
    Opened create(String media, int copies, Sides sides) throws IOException {
        return ask("Create-Job", ticket(IppPacket.createJob(uri), media, copies, sides), NO_DOCUMENT, true,
                answer -> Opened.of(answer, copies));
    }

    /** Gives a job its only document. */
    void send(int job, byte[] pdf) throws IOException {
        IppPacket.Builder request = IppPacket.sendDocument(uri, job);
        request.putOperationAttributes(
                Types.requestingUserName.of(kiosk), Types.documentFormat.of(PDF), Types.lastDocument.of(true));
        ask("Send-Document", request, pdf, answer -> job);
    }

    /** Opens a job with its document, for a printer that cannot take them one after the other. */
    Opened print(byte[] pdf, String media, int copies, Sides sides) throws IOException {
        IppPacket.Builder request = ticket(IppPacket.printJob(uri), media, copies, sides);
        request.putOperationAttributes(Types.documentFormat.of(PDF));
        return ask("Print-Job", request, pdf, answer -> Opened.of(answer, copies));
    }

    /** How a job is. */
    IppJobState job(int job) throws IOException {
        IppPacket.Builder request = IppPacket.getJobAttributes(uri, job, IppJobState.ASKED.toArray(AttributeType<?>[]::new));
        request.putOperationAttributes(Types.requestingUserName.of(kiosk));
        return ask("Get-Job-Attributes", request, NO_DOCUMENT, IppJobState::of);
    }

    /** Asks for a job to be cancelled. */
    void cancel(int job) throws IOException {
        IppPacket.Builder request = IppPacket.cancelJob(uri, job);
        request.putOperationAttributes(Types.requestingUserName.of(kiosk));
        ask("Cancel-Job", request, NO_DOCUMENT, answer -> job);
    }

    /**
     * The numbers of all jobs that are on their way, whoever sent them, or the first {@value #MOST_JOBS} of them. What somebody else has
     * had held, to be called for at the printer's panel, may lie there for days and is on no way; where that fills the list, what the kiosk
     * itself has left may stand behind it, and is asked for.
     */
    List<Integer> unfinished() throws IOException {
        List<Listed> listed = jobs(false);
        List<Integer> underway = listed.stream().filter(job -> job.own() || !job.held()).map(Listed::number).toList();
        return underway.isEmpty() && listed.size() >= MOST_JOBS ? unfinishedOwn() : underway;
    }

    /**
     * Those that this kiosk has sent, in this life or an earlier one: by what the printer tells of each, or by its account of its users
     * (RFC 8011, 4.2.6.1, my-jobs) where it tells nothing. A printer that has neither names all.
     */
    List<Integer> unfinishedOwn() throws IOException {
        return Stream.concat(jobs(true).stream().filter(job -> job.own() || job.nobodys()), jobs(false).stream().filter(Listed::own))
                .map(Listed::number).distinct().toList();
    }

    /**
     * A job as a queue's list tells of it.
     *
     * @param own true when this kiosk sent it: by its user, which some printers forget, or by its name, which some queues change
     * @param nobodys true when the list says neither whose it is nor what it is called
     * @param held true when it waits to be called for
     */
    record Listed(int number, boolean own, boolean nobodys, boolean held) {

        /** What is asked for. */
        static final List<AttributeType<?>> ASKED = List.of(Types.jobId, Types.jobState, Types.jobName, Types.jobOriginatingUserName);

        /** Reads one of a list; what cannot be read throws. */
        static Listed of(AttributeGroup job, String kiosk) {
            List<String> said = Stream.of(Types.jobOriginatingUserName.getName(), Types.jobName.getName())
                    .flatMap(attribute -> said(job, attribute)).toList();
            return new Listed(Objects.requireNonNull(job.getValue(Types.jobId)),
                    said.stream().anyMatch(kiosk::equalsIgnoreCase),
                    said.isEmpty(),
                    JobState.pendingHeld.equals(job.getValue(Types.jobState)));
        }

        private static Stream<String> said(AttributeGroup job, String attribute) {
            Attribute<?> said = job.get(attribute);
            return said == null ? Stream.of() : said.strings().stream().filter(word -> !word.isBlank());
        }
    }

    private List<Listed> jobs(boolean mine) throws IOException {
        IppPacket.Builder request = IppPacket.getJobs(uri, Listed.ASKED.toArray(AttributeType<?>[]::new));
        request.putOperationAttributes(Types.requestingUserName.of(kiosk), Types.whichJobs.of("not-completed"), Types.limit.of(MOST_JOBS),
                Types.myJobs.of(mine));
        return ask("Get-Jobs", request, NO_DOCUMENT, answer -> answer.getAttributeGroups().stream()
                .filter(group -> group.getTag() == Tag.jobAttributes).map(group -> Listed.of(group, kiosk)).toList());
    }

    private IppPacket.Builder ticket(IppPacket.Builder request, String media, int copies, Sides sides) {
        request.putOperationAttributes(Types.requestingUserName.of(kiosk), Types.jobName.of(kiosk));
        request.putJobAttributes(Types.copies.of(copies), Types.sides.of(sides.keyword()), Types.media.of(media));
        if (copies > 1) {
            request.putJobAttributes(Types.multipleDocumentHandling.of("separate-documents-collated-copies"));
        }
        return request;
    }

    private <T> T ask(String operation, IppPacket.Builder builder, byte[] document, Function<IppPacket, T> meaning) throws IOException {
        return ask(operation, builder, document, false, meaning);
    }

    private <T> T ask(
            String operation, IppPacket.Builder builder, byte[] document, boolean anotherFollows, Function<IppPacket, T> meaning)
            throws IOException {
        int number = lastRequest == Integer.MAX_VALUE ? 1 : lastRequest + 1;
        lastRequest = number;
        builder.setRequestId(number);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        builder.build().write(request);
        byte[] body = post.send(request.toByteArray(), document, patience, anotherFollows);
        try {
            IppPacket answer = whole(body);
            if (answer.getRequestId() != number) {
                throw new IOException("the answer to another question");
            }
            if (answer.getCode() < 0 || answer.getCode() > LAST_SUCCESS) {
                throw new RefusedException(operation, answer.getCode() & 0xFFFF);
            }
            return Objects.requireNonNull(meaning.apply(answer));
        } catch (RuntimeException | StackOverflowError senseless) {
            // The parser trusts lengths and types, and goes into collections of collections as deep as the answer does.
            throw new IOException(operation + " was answered with nonsense: " + senseless.getClass().getSimpleName(), senseless);
        }
    }

    /** Parses a packet that has its end tag: the parser itself takes a torn one for whole, and a list of jobs for shorter. */
    private static IppPacket whole(byte[] body) throws IOException {
        Watched bytes = new Watched(body);
        IppPacket packet = IppPacket.read(bytes);
        if (bytes.overread) {
            throw new IOException("a torn answer");
        }
        return packet;
    }

    /** Tells whether more was wanted of it than there was. */
    private static final class Watched extends ByteArrayInputStream {

        private boolean overread;

        Watched(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read() {
            int next = super.read();
            overread |= next < 0;
            return next;
        }

        @Override
        public synchronized int read(byte[] into, int from, int most) {
            int count = super.read(into, from, most);
            overread |= count < 0;
            return count;
        }
    }
}
