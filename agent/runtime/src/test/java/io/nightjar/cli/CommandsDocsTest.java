package io.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.alert.AlertType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Holds the page of commands to the commands. */
class CommandsDocsTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    @Test
    void shouldDocumentEveryCommandAndItsOptions() throws IOException {
        String page = Files.readString(PAGE);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Map<String, CommandLine> commands =
                NightjarCommand.commandLine(nowhere, nowhere).getSubcommands();

        assertThat(documented(page)).containsAll(commands.keySet());
        commands.forEach((name, command) -> {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    assertThat(page).as("options of %s", name).contains(option.longestName());
                }
            }
        });
    }

    @Test
    void shouldDocumentEveryTypeThatAlertsTakes() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("`--type` (");

        for (AlertType type : AlertType.values()) {
            assertThat(page.substring(from, page.indexOf(')', from))).contains('`' + type.jsonName() + '`');
        }
    }

    private static List<String> documented(String page) {
        List<String> names = new ArrayList<>();
        for (String line : page.split("\n")) {
            if (line.startsWith("| `")) {
                names.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        return names;
    }
}
