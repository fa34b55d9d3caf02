package io.nightjar.sample.gpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The fake library in C, called through JNA; each has a copy of its own and with that its own state. */
final class NativeFakeDriver implements FakeDriver {
    private static final Path SOURCE = Path.of("src/test/c/fake_nvml.c").toAbsolutePath();

    private final Path library;
    private String rules = "";
    private String count = "";

    private NativeFakeDriver(Path library) {
        this.library = library;
    }

    /** Builds it; the test is skipped where there is no gcc. */
    static NativeFakeDriver build(Path directory, String... flags) throws Exception {
        Path library = directory.resolve("libnvidia-ml.so.1");
        Path cached = Path.of("target", "fake-nvml" + String.join("", flags) + ".so");
        if (!Files.exists(cached) || isOlder(cached)) {
            compile(cached, flags);
        }
        Files.copy(cached, library, StandardCopyOption.REPLACE_EXISTING);
        return new NativeFakeDriver(library);
    }

    Path library() {
        return library;
    }

    @Override
    public void count(int gpus) {
        count = "count " + gpus + "\n";
        write();
    }

    @Override
    public void rule(String function, int device, int fromCall, int toCall, int code, long... values) {
        StringBuilder line =
                new StringBuilder("rule ").append(function).append(' ').append(device);
        line.append(' ')
                .append(fromCall)
                .append(' ')
                .append(toCall)
                .append(' ')
                .append(code)
                .append(" 0");
        for (long value : values) {
            line.append(' ').append(Long.toUnsignedString(value));
        }
        rules += line.append('\n');
        write();
    }

    /** Lets a function block for so long at each call. */
    void block(String function, long millis) {
        rules += "rule " + function + " -1 1 " + Integer.MAX_VALUE + " 0 " + millis + "\n";
        write();
    }

    @Override
    public void forget() {
        rules = "";
        write();
    }

    @Override
    public int calls(String function) {
        Path log = Path.of(library + ".calls");
        try {
            return Files.exists(log)
                    ? (int) Files.readAllLines(log).stream()
                            .filter(function::equals)
                            .count()
                    : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Nvml open() {
        return JnaNvml.load(library);
    }

    private void write() {
        try {
            Path fresh = Path.of(library + ".control.new");
            Files.writeString(fresh, count + rules);
            Files.move(fresh, Path.of(library + ".control"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isOlder(Path built) throws IOException {
        return Files.getLastModifiedTime(built).compareTo(Files.getLastModifiedTime(SOURCE)) < 0;
    }

    private static void compile(Path target, String... flags) throws Exception {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(target.toAbsolutePath().getParent(), "fake-nvml", ".so");
        List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-O1"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", fresh.toString(), SOURCE.toString(), "-ldl"));
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noCompiler) {
            Assumptions.abort("no gcc here: the interface fake runs the same cases (" + noCompiler.getMessage() + ")");
            return;
        }
        String output = new String(gcc.getInputStream().readAllBytes());
        if (!gcc.waitFor(60, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
            throw new IllegalStateException("gcc failed: " + output);
        }
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
