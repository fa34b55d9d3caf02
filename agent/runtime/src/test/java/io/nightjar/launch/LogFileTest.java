package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.LogSettings;
import io.nightjar.log.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path directory;

    private final AgentLog log = new AgentLog(AgentLog.Level.ERROR, AgentLog.Format.TEXT);

    @Test
    void shouldAppendToTheFileInTheFormatAndLevelOfTheSettings() throws IOException {
        Path file = Files.writeString(directory.resolve("agent.log"), "before\n");

        LogFile.open(new LogSettings(AgentLog.Level.INFO, file, AgentLog.Format.JSON, null), log);
        log.info("in the file");
        log.debug("below the level");

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("before");
        assertThat(Files.readAllLines(file).get(1)).startsWith("{").contains("in the file");
    }

    @Test
    void shouldLeaveTheOldFileWhenTheSettingsNameAnother() throws IOException {
        Path first = directory.resolve("first.log");
        Path second = directory.resolve("second.log");
        LogFile.open(new LogSettings(AgentLog.Level.INFO, first, AgentLog.Format.TEXT, null), log);
        log.info("one");

        LogFile.open(new LogSettings(AgentLog.Level.INFO, second, AgentLog.Format.TEXT, null), log);
        log.info("two");

        assertThat(Files.readString(first)).contains("one").doesNotContain("two");
        assertThat(Files.readString(second)).contains("two");
    }

    @Test
    void shouldGoBackToStandardErrorWhenTheFileCannotBeOpened() throws IOException {
        Path first = directory.resolve("first.log");
        LogFile.open(new LogSettings(AgentLog.Level.ERROR, first, AgentLog.Format.TEXT, null), log);

        LogFile.open(new LogSettings(AgentLog.Level.ERROR, directory, AgentLog.Format.JSON, null), log);
        log.error("behind the failure, on standard error");

        assertThat(log.format()).isEqualTo(AgentLog.Format.JSON);
        assertThat(first).isEmptyFile();
    }
}
