package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Layers put together for a test, and what came of loading them. */
final class Load {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private String argument = "";
    private Path directory = Path.of("").toAbsolutePath();

    static Load argument(String argument) {
        Load load = new Load();
        load.argument = argument;
        return load;
    }

    /** A file of that text is the only layer. */
    static Load file(Path directory, String text) {
        return bytes(directory, text.getBytes(StandardCharsets.UTF_8));
    }

    static Load bytes(Path directory, byte[] bytes) {
        try {
            Files.write(directory.resolve("nightjar.properties"), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Load load = argument("nightjar.properties");
        load.directory = directory;
        return load;
    }

    Load in(Path newDirectory) {
        directory = newDirectory;
        return this;
    }

    Load property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    Load variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigLoader loader() {
        return ConfigLoader.of(argument, properties, environment, directory);
    }

    NightjarConfig valid() {
        ConfigResult result = loader().load();
        assertThat(result).isInstanceOf(ConfigResult.Valid.class);
        return ((ConfigResult.Valid) result).config();
    }

    List<Problem> problems() {
        ConfigResult result = loader().load();
        assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
        return ((ConfigResult.Invalid) result).problems();
    }

    List<String> rendered() {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems()) {
            lines.add(problem.render());
        }
        return lines;
    }
}
