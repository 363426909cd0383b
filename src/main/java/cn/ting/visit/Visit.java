package cn.ting.visit;

import java.util.Optional;

/**
 * One resident's visit. Lives in memory from the first touch to the end; of it, only facts reach the disk, and they carry
 * its id, and a person only sealed to the platform. Safe for use by any thread.
 */
public final class Visit {

    private final String id;
    private volatile Resident resident;
    private volatile Proof proof;
    private volatile boolean over;
    private volatile boolean promised;

    Visit(String id) {
        this.id = id;
    }

    /** An opaque name nobody can guess. */
    public String id() {
        return id;
    }

    /** Who stands there; empty before a card was read and after the end. */
    public Optional<Resident> resident() {
        return Optional.ofNullable(resident);
    }

    /** What that is known by; empty before a card was read and after the end. A second card of the same person changes nothing. */
    public Optional<Proof> proof() {
        return Optional.ofNullable(proof);
    }

    /** True once the visit has ended; it never begins again. */
    public boolean over() {
        return over;
    }

    /** True once something was promised in it that is on disk: a number, a time. */
    boolean promised() {
        return promised;
    }

    void promise() {
        promised = true;
    }

    synchronized void identify(Resident who, Proof by) {
        if (!over) {
            proof = by;
            resident = who;
        }
    }

    synchronized void forget() {
        over = true;
        resident = null;
        proof = null;
    }
}
