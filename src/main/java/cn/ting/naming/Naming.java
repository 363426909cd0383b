package cn.ting.naming;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.seal.BadSealException;
import cn.ting.seal.DayKey;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.Sealed;
import cn.ting.seal.SealingKey;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes of a person what a fact may carry. It needs no link: the platform's last document is kept in the ledger, as signed, and the
 * keys in it last until the end of the next day. Safe for use by any thread; nothing here waits, but {@link #start} and the document.
 */
@Singleton
public final class Naming {

    /** A name's length shall not be told by the sealed one's: both fill whole steps, with the space JSON allows at its end. */
    private static final int STEP_BYTES = 128;

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    /** Takes long to make: the idle page of a start does not wait for it. */
    private static final class Tools {
        static final ObjectMapper JSON = new ObjectMapper();
    }

    private record Person(String name, String number) {}

    /** What is in force. */
    private record Keys(long version, Optional<SealingKey> sealing, Map<LocalDate, DayKey> days) {}

    private final Documents documents;
    private final TrustAnchor anchor;
    private final DeviceKeyFile device;
    private final PlaceSettings place;
    private final Ledger ledger;
    private final Conditions conditions;
    private final KioskClock clock;
    private final NamingTable table = new NamingTable();
    private volatile Keys keys = new Keys(0, Optional.empty(), Map.of());

    public Naming(Documents documents, TrustAnchor anchor, DeviceKeyFile device, PlaceSettings place, Ledger ledger,
            Conditions conditions, KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.device = device;
        this.place = place;
        this.ledger = ledger;
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Takes up the document of the last life and follows new ones; called once at the kiosk's start. */
    public void start() {
        // Asked for at once, so that what is wrong with it is told before the link is there.
        device.key();
        try {
            Optional<byte[]> kept = ledger.read(table::envelope);
            if (kept.isPresent()) {
                adopt(anchor.openKept(kept.get(), NamingDocument.PAYLOAD_TYPE));
            }
        } catch (LedgerException | BadSealException | IOException | DateTimeException | IllegalArgumentException unusable) {
            // A ledger that cannot be read has said so; a document of another trust anchor is replaced by the next one.
            conditions.raise(NamingFault.REFUSED, "", "kept: " + unusable.getClass().getSimpleName());
        }
        documents.subscribe("kiosk/" + place.kiosk() + "/down/naming", this::read);
        // The first look comes after a minute, in which the platform's first document may.
        clock.every(LOOK_EVERY, this::look);
    }

    /**
     * A name for this day, where it is known how to make one.
     *
     * @param number the person's number, as on the card
     */
    public Optional<NamedPerson> pseudonym(String number) {
        look();
        return today(keys).map(day -> new NamedPerson(day.pseudonym(number), null));
    }

    /**
     * A name for this day, and name and number sealed to the platform, each where it is known how to.
     *
     * @param fact the id of the fact, which the sealed part is bound to
     * @param type its type
     */
    public Optional<NamedPerson> person(String fact, String type, String name, String number) {
        look();
        Keys now = keys;
        String pseudonym = today(now).map(day -> day.pseudonym(number)).orElse(null);
        Sealed sealed = now.sealing().map(key -> key.seal(fact + " " + type, padded(new Person(name, number)))).orElse(null);
        return pseudonym == null && sealed == null ? Optional.empty() : Optional.of(new NamedPerson(pseudonym, sealed));
    }

    private byte[] padded(Person person) {
        try {
            byte[] written = Tools.JSON.writeValueAsBytes(person);
            byte[] padded = Arrays.copyOf(written, (written.length + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES);
            Arrays.fill(padded, written.length, padded.length, (byte) ' ');
            return padded;
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("two strings are always JSON");
        }
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            return;
        }
        try {
            if (adopt(anchor.open(document.payload(), NamingDocument.PAYLOAD_TYPE))) {
                ledger.write(tx -> {
                    table.put(tx, document.payload());
                    return null;
                });
            }
            conditions.clear(NamingFault.REFUSED, "");
        } catch (LedgerException told) {
            // It is in force all the same, and retained: the next connection brings it again.
        } catch (BadSealException refused) {
            conditions.raise(NamingFault.REFUSED, "", refused.getMessage());
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            conditions.raise(NamingFault.REFUSED, "", malformed.getClass().getSimpleName());
        }
        look();
    }

    /**
     * Puts a document in force. One that was sealed to another key than this kiosk's, by a platform that does not know it yet, takes no
     * day away that was opened before.
     *
     * @return false when it is in force already
     */
    private synchronized boolean adopt(byte[] payload) throws BadSealException, IOException {
        NamingDocument told = NamingDocument.read(payload, place, device.key());
        if (told.version() < keys.version()) {
            throw new BadSealException("naming of version " + told.version() + " is older than " + keys.version());
        }
        Map<LocalDate, DayKey> days = new HashMap<>(keys.days());
        boolean news = told.version() > keys.version() || !days.keySet().containsAll(told.days().keySet());
        days.putAll(told.days());
        keys = new Keys(told.version(), told.sealing(), Map.copyOf(days));
        return news;
    }

    private Optional<DayKey> today(Keys now) {
        return Optional.ofNullable(now.days().get(clock.local().toLocalDate()));
    }

    /** Says what is missing, and forgets the days that are over by the platform's time: by a clock that is ahead the key of today would be gone. */
    private void look() {
        clock.platformTime().map(now -> LocalDate.ofInstant(now, KioskClock.ZONE))
                .filter(told -> keys.days().keySet().stream().anyMatch(day -> day.isBefore(told)))
                .ifPresent(this::forgetBefore);
        LocalDate today = clock.local().toLocalDate();
        conditions.set(keys.sealing().isEmpty(), NamingFault.NO_SEALING_KEY, "", "");
        conditions.set(!keys.days().containsKey(today), NamingFault.NO_DAY_KEY, "", "");
    }

    private synchronized void forgetBefore(LocalDate today) {
        Map<LocalDate, DayKey> days = new HashMap<>(keys.days());
        days.keySet().removeIf(day -> day.isBefore(today));
        keys = new Keys(keys.version(), keys.sealing(), Map.copyOf(days));
    }
}
