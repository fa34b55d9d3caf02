package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Deep;
import io.nightjar.log.AgentLog;
import io.nightjar.observe.CallDepth;
import io.nightjar.observe.WovenSpans;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The stack of one thread inside an operation, however deep it is. */
final class ThreadStacksTest {
    private final WovenMethods woven =
            new WovenMethods(new WovenSpans(new CallDepth(), new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT)));

    private List<String> stack(int depth, String method) throws InterruptedException {
        woven.add(Deep.class.getClassLoader(), "deep", "com.acme.Deep", method);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(null, () -> Deep.run(depth, inside, done), "deep", 64 << 20);
        thread.start();
        try {
            inside.await();
            return woven.stackInside("deep", thread, 64);
        } finally {
            done.countDown();
            thread.join();
        }
    }

    @Test
    void shouldShowTheInnermostFramesOfTheThread() throws Exception {
        List<String> frames = stack(1, "run");

        assertThat(frames).hasSizeLessThan(64).noneMatch(frame -> frame.contains("io.nightjar"));
        assertThat(frames).anyMatch(frame -> frame.contains("com.acme.Deep.down"));
    }

    @Test
    void shouldBoundAStackOfTenThousandFrames() throws Exception {
        assertThat(stack(10_000, "run")).hasSize(64).anyMatch(frame -> frame.contains("com.acme.Deep.down"));
    }

    @Test
    void shouldShowNothingOfAThreadThatIsElsewhere() throws Exception {
        assertThat(stack(300, "elsewhere")).isEmpty();
        assertThat(woven.stackInside("unknown", Thread.currentThread(), 64)).isEmpty();
        Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        assertThat(woven.stackInside("deep", ended, 64)).isEmpty();
    }
}
