package cn.ting.service.book;

import cn.ting.appointment.Told;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One question to the platform at a time, between two drawings of a page: drawn first while it is open, drawn again with its answer. Most answers are
 * there before a page is drawn at all, so that it waits a moment for them. Safe for use by any thread.
 *
 * @param <T> what the answer tells
 */
final class Inquiry<T> {

    /** A person does not see this, and a platform nearby has answered by then. */
    private static final long MOMENT_MS = 400;

    private String about = "";
    private CompletableFuture<Told<T>> answer;
    private boolean drawn;

    /**
     * The answer, if it is there.
     *
     * @param about what is asked; another one lets go of the question before
     * @param again true to ask anew what was answered and drawn already
     * @param late run when the answer has come after this returned without it; may only enqueue
     */
    Optional<Told<T>> ask(String about, boolean again, Supplier<CompletableFuture<Told<T>>> question, Runnable late) {
        CompletableFuture<Told<T>> asked;
        synchronized (this) {
            if (!this.about.equals(about) || answer == null || again && drawn) {
                forget();
                this.about = about;
                answer = question.get();
            }
            asked = answer;
        }
        try {
            Told<T> told = asked.get(MOMENT_MS, TimeUnit.MILLISECONDS);
            synchronized (this) {
                drawn |= asked == answer;
            }
            return Optional.of(told);
        } catch (TimeoutException open) {
            asked.thenRun(late);
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a question failed, which none does", bug);
        }
    }

    /** True when this was asked last and nothing came of it. */
    synchronized boolean silent(String about) {
        return this.about.equals(about) && answer != null && answer.isDone() && !answer.isCancelled() && answer.join() instanceof Told.Silent;
    }

    /** What was asked last, if that was answered. */
    synchronized Optional<T> known(String about) {
        return this.about.equals(about) && answer != null && answer.isDone() && answer.join() instanceof Told.Known<T> known
                ? Optional.of(known.what()) : Optional.empty();
    }

    /** Lets go of question and answer. */
    synchronized void forget() {
        about = "";
        answer = null;
        drawn = false;
    }
}
