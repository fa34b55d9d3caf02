package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SilentConnectionTest {

    @Test
    void shouldGiveWhatHasArrivedWhenThatIsAllThatIsRead() {
        SilentConnection connection = SilentConnection.halfOf("half of it");

        assertThat(connection.length()).isEqualTo(10);
        assertThat(connection.subSequence(0, 4)).hasToString("half");
    }

    @Test
    @Timeout(30)
    void shouldLetTheReaderWaitWhenNothingMoreComesUntilItIsClosed() throws Exception {
        SilentConnection connection = SilentConnection.halfOf("half of it");
        CompletableFuture<String> read = new CompletableFuture<>();
        Thread reader =
                new Thread(() -> read.complete(connection.subSequence(2, 10).toString()));
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(read).isNotDone();
        connection.close();

        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("lf ".concat(" ".repeat(5)));
    }
}
