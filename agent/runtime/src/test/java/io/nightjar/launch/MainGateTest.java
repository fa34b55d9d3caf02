package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MainGateTest {
    @Test
    void shouldBeClosedWhileOnlyTheJdkIsOutermostOnTheThreadOfPremain() throws InterruptedException {
        try (GatedThread beforeMain = GatedThread.start()) {
            assertThat(beforeMain.gate().isOpen()).isFalse();
        }
    }

    @Test
    void shouldBeOpenWhenTheThreadOfPremainHasEnded() throws InterruptedException {
        assertThat(GatedThread.openGate().isOpen()).isTrue();
    }

    @Test
    void shouldBeOpenWhileTheApplicationsOwnFrameIsOutermost() throws InterruptedException {
        ApplicationThread main = new ApplicationThread();
        main.start();
        main.made.await();

        assertThat(main.gate.isOpen()).isTrue();
        main.end.countDown();
        main.join();
    }

    /** A thread whose outermost frame belongs to the application, as that of the JVM's main thread. */
    private static final class ApplicationThread extends Thread {
        private final CountDownLatch made = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile MainGate gate;

        @Override
        public void run() {
            gate = MainGate.forCurrentThread();
            made.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupt();
            }
        }
    }
}
