package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.FlowingClock;
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

@Timeout(300)
class WorkQueueTest {

    private static final Duration SOON = Duration.ofSeconds(60);

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
    void whatWaitsTooLongNeverBegins() throws Exception {
        Work<Integer> waits = queue.offer(SOON, SOON, work -> {
            throw new AssertionError("begun");
        });
        clock.step(SOON);
        assertInstanceOf(RejectedExecutionException.class, failure(waits));
        assertTrue(queue.runNext(SOON));
    }

    @Test
    void itsEndHasADeadlineOfItsOwn() throws Exception {
        Work<Integer> slow = queue.offer(SOON, SOON, work -> {
            clock.step(SOON.minusMillis(1));
            assertFalse(work.over(), "what it has waited does not count");
            clock.step(Duration.ofMillis(1));
            assertTrue(work.over());
            return 1;
        });
        clock.step(SOON.minusMillis(1));
        queue.runNext(SOON);
        assertInstanceOf(TimeoutException.class, failure(slow));
    }

    @Test
    void whatWaitsIsWithdrawnAndWhatRunsIsFollowedToItsEnd() throws Exception {
        Work<Integer> waits = queue.offer(SOON, SOON, work -> {
            throw new AssertionError("begun");
        });
        assertTrue(waits.withdraw());
        assertInstanceOf(CancellationException.class, failure(waits));
        queue.runNext(SOON);

        Work<Integer> runs = queue.offer(SOON, SOON, work -> {
            queue.withdrawAll(new CancellationException());
            assertFalse(work.withdraw());
            assertFalse(work.over());
            return 1;
        });
        Work<Integer> behind = queue.offer(SOON, SOON, work -> 2);
        // It is running when all is called off.
        queue.runNext(SOON);
        assertEquals(1, runs.outcome().get());
        assertInstanceOf(CancellationException.class, failure(behind));
        assertFalse(runs.withdraw(), "it is over");
    }

    @Test
    void anOutcomeSaidBeforeTheStepFailsStands() {
        Work<Integer> work = queue.offer(SOON, SOON, underway -> {
            underway.conclude(3);
            throw new IOException("gone");
        });
        assertThrows(IOException.class, () -> queue.runNext(SOON));
        assertEquals(3, work.outcome().getNow(null));
    }

    @Test
    void aDriverThatPollsRunsWorkBetweenItsPolls() throws Exception {
        FlowingClock flowing = new FlowingClock();
        WorkQueue polled = new WorkQueue(flowing, 2);
        Work<Integer> waits = polled.offer(SOON, work -> 1);
        polled.runFor(Duration.ZERO);
        assertEquals(1, waits.outcome().getNow(null));
        assertEquals(Duration.ZERO, flowing.uptime(), "nothing is waited for");

        Work<Integer> first = polled.offer(SOON, work -> 2);
        Work<Integer> second = polled.offer(SOON, work -> 3);
        polled.runFor(Duration.ofMillis(300));
        assertEquals(5, first.outcome().getNow(null) + second.outcome().getNow(null));
        assertEquals(Duration.ofMillis(300), flowing.uptime(), "the next poll comes when it is due");
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
