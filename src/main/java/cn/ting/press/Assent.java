package cn.ting.press;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose keys have a say in a draft, and how many of them have signed: those that the root names which will be in force; in a root's own draft
 * those that it names itself, and those that the root before it names.
 */
final class Assent {

    private final Draft draft;
    private final List<Draft> roots;
    private final boolean isKnown;

    /**
     * @param roots each of which asks for as many signatures as it says
     * @param isKnown whether these are all that have a say; where a draft lies with somebody who signs, its repository is not there to say so
     */
    private Assent(Draft draft, List<Draft> roots, boolean isKnown) {
        this.draft = draft;
        this.roots = roots;
        this.isKnown = isKnown;
    }

    /** @param home where the draft lies; empty when it was carried elsewhere */
    static Assent of(Draft draft, Optional<RepositoryFolder> home) throws RefusedException, IOException {
        Optional<Draft> before = home.isPresent() ? home.get().published("root") : Optional.empty();
        List<Draft> roots = new ArrayList<>();
        if (draft.role().equals("root")) {
            roots.add(draft);
            before.ifPresent(roots::add);
            return new Assent(draft, roots, draft.version() == 1 || before.isPresent());
        }
        Optional<Draft> next = home.isPresent() ? home.get().draft("root") : Optional.empty();
        if (next.isEmpty() || !next.get().isEnough(next.get()) || before.isPresent() && !before.get().isEnough(next.get())) {
            before.ifPresent(roots::add);
        }
        // Not signed enough yet, it may still be before this draft is published.
        next.ifPresent(roots::add);
        return new Assent(draft, roots, !roots.isEmpty());
    }

    /** Refuses a key whose signature would count for nothing, where that is known. */
    void mustHaveSay(Holder holder) throws RefusedException {
        if (isKnown && roots.stream().noneMatch(root -> root.keysOf(draft.role()).contains(holder.id()))) {
            throw new RefusedException("key " + Summary.brief(Set.of(holder.id())) + " has no say in " + draft.role() + " " + draft.version()
                    + ", and its signature was not taken: " + roots.stream().map(root -> root.role() + " " + root.version() + " asks for "
                    + root.threshold(draft.role()) + " of " + Summary.brief(root.keysOf(draft.role()))).collect(Collectors.joining("; ")));
        }
    }

    /** How many signatures that hold there are, and how many are missing: a clause for each root that asks for some. */
    List<String> counts() throws RefusedException {
        List<String> counts = new ArrayList<>();
        for (Draft root : roots) {
            int asked = root.threshold(draft.role());
            int there = root.agreedTo(draft);
            counts.add("root " + root.version() + " asks for " + asked + ", " + there + (there == 1 ? " is" : " are") + " there"
                    + (there < asked ? ", " + (asked - there) + (asked - there == 1 ? " is" : " are") + " missing" : ""));
        }
        return counts;
    }

    /** The same in lines. */
    String lines() throws RefusedException {
        StringBuilder lines = new StringBuilder();
        counts().forEach(count -> lines.append("  signatures: ").append(count).append('\n'));
        return lines + (isKnown ? "" : "  signatures: " + (roots.isEmpty() ? "whose count" : "who else's count")
                + ", and how many, is said where the repository is\n");
    }
}
