package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkQueueTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final SteppedClock clock = new SteppedClock();
    private final WorkQueue queue = new WorkQueue(clock, 2);

    @Test
    void whatIsAskedIsDoneInOrderOnTheThreadThatRuns() throws Exception {
        Work<String> first = queue.offer(SOON, work -> Thread.currentThread().getName());
        Work<Integer> second = queue.offer(SOON, work -> 2);
        assertFalse(first.over());
        assertTrue(queue.runNext(SOON));
        assertEquals(Thread.currentThread().getName(), first.outcome().get());
        assertFalse(second.over());
        assertTrue(queue.runNext(SOON));
        assertEquals(2, second.outcome().get());
    }

    @Test
    void oneTooManyIsRefusedAtOnceAndAGivenUpOneTakesNoPlace() {
        Work<Integer> first = queue.offer(SOON, work -> 1);
        queue.offer(SOON, work -> 2);
        assertInstanceOf(RejectedExecutionException.class, failure(queue.offer(SOON, work -> 3)));
        first.cancel();
        assertFalse(queue.offer(SOON, work -> 4).over());
    }

    @Test
    void whatHasNotBegunByItsDeadlineNeverDoes() throws Exception {
        Work<Integer> late = queue.offer(SOON, work -> {
            throw new AssertionError("begun");
        });
        clock.step(SOON);
        assertInstanceOf(TimeoutException.class, failure(late));
        assertTrue(queue.runNext(SOON));
    }

    @Test
    void whatRunsIsToldThatItIsTooLate() throws Exception {
        Work<Integer> slow = queue.offer(SOON, work -> {
            assertFalse(work.over());
            clock.step(SOON);
            assertTrue(work.over());
            return 1;
        });
        queue.runNext(SOON);
        assertInstanceOf(TimeoutException.class, failure(slow));
    }

    @Test
    void whatIsCalledOffDoesNotBegin() throws Exception {
        Work<Integer> called = queue.offer(SOON, work -> {
            throw new AssertionError("begun");
        });
        called.cancel();
        queue.runNext(SOON);
        assertInstanceOf(CancellationException.class, failure(called));
    }

    @Test
    void aBrokenLineFailsWhatRanAndReachesTheKeeper() {
        Work<Integer> broken = queue.offer(SOON, work -> {
            throw new IOException("gone");
        });
        assertThrows(IOException.class, () -> queue.runNext(SOON));
        assertInstanceOf(IOException.class, failure(broken));
    }

    @Test
    void aDeviceThatGoesFailsAllThatWaits() {
        Work<Integer> one = queue.offer(SOON, work -> 1);
        Work<Integer> two = queue.offer(SOON, work -> 2);
        queue.failAll(new IOException("gone"));
        assertInstanceOf(IOException.class, failure(one));
        assertInstanceOf(IOException.class, failure(two));
    }

    @Test
    void nothingAskedIsNothingDone() throws Exception {
        CompletableFuture<Boolean> ran = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.runNext(SOON);
            } catch (IOException | InterruptedException never) {
                throw new IllegalStateException(never);
            }
        });
        while (!ran.isDone()) {
            clock.step(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        assertFalse(ran.get());
    }

    /** Whoever asked cannot complete the work in the device's place. */
    @Test
    void anOutcomeIsTheDevicesAlone() throws Exception {
        Work<Integer> work = queue.offer(SOON, ignored -> 1);
        work.outcome().complete(7);
        queue.runNext(SOON);
        assertEquals(1, work.outcome().get());
    }

    private static Throwable failure(Work<?> work) {
        try {
            work.outcome().get();
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException | CancellationException other) {
            return other;
        }
        throw new AssertionError("it did not fail");
    }
}
