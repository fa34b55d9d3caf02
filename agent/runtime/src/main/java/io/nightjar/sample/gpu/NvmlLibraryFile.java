package io.nightjar.sample.gpu;

import io.nightjar.sample.linux.TextFile;
import io.nightjar.sample.reading.NotAvailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the NVML library as a file, so that nothing native is loaded where there is none. */
public final class NvmlLibraryFile {
    private static final List<String> NAMES = List.of("libnvidia-ml.so.1", "libnvidia-ml.so");
    private static final List<String> SYSTEM_DIRECTORIES = List.of(
            "/lib64",
            "/usr/lib64",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/lib",
            "/usr/lib",
            "/usr/local/lib",
            "/usr/lib/wsl/lib",
            "/usr/local/nvidia/lib64",
            "/opt/nvidia/lib64");

    private NvmlLibraryFile() {}

    /** The library to load; the one that {@code gpu.library} names where it is set. */
    public static Path find(@Nullable Path configured, String osName, Map<String, String> environment, Path root)
            throws NotAvailableException {
        if (configured != null) {
            return checked(configured);
        }
        String os = osName.toLowerCase(Locale.ROOT);
        List<Path> candidates = os.startsWith("windows")
                ? windows(environment)
                : os.startsWith("linux") ? linux(environment, root) : List.of();
        for (Path candidate : candidates) {
            if (Files.isReadable(candidate) && Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new NotAvailableException("no NVML library was found: no NVIDIA driver is installed here");
    }

    private static Path checked(Path configured) throws NotAvailableException {
        String named = "gpu.library names " + configured;
        if (Files.isDirectory(configured)) {
            throw new NotAvailableException(named + ", which is a directory; the library's file is wanted");
        }
        if (!Files.exists(configured)) {
            throw new NotAvailableException(named + ", which does not exist or cannot be reached");
        }
        if (!Files.isRegularFile(configured)) {
            throw new NotAvailableException(named + ", which is not a regular file");
        }
        if (!Files.isReadable(configured)) {
            throw new NotAvailableException(named + ", which cannot be read");
        }
        return configured.toAbsolutePath();
    }

    private static List<Path> linux(Map<String, String> environment, Path root) {
        List<String> directories = new ArrayList<>();
        for (String directory : environment.getOrDefault("LD_LIBRARY_PATH", "").split(":")) {
            if (directory.startsWith("/")) {
                directories.add(directory);
            }
        }
        directories.addAll(configuredDirectories(root.resolve("etc/ld.so.conf.d")));
        directories.addAll(SYSTEM_DIRECTORIES);
        List<Path> candidates = new ArrayList<>();
        for (String name : NAMES) {
            for (String directory : directories) {
                candidates.add(root.resolve(directory.substring(1)).resolve(name));
            }
        }
        return candidates;
    }

    /** What the system's loader is told to search. */
    private static List<String> configuredDirectories(Path configurations) {
        List<String> directories = new ArrayList<>();
        String[] names = configurations.toFile().list(); // no glob: it would load the regular expressions
        if (names == null) {
            return directories;
        }
        try {
            for (String name : names) {
                if (name.endsWith(".conf")) {
                    addDirectories(configurations.resolve(name), directories);
                }
            }
        } catch (IOException | RuntimeException notReadable) {
            // The usual directories are searched anyway.
            return directories;
        }
        return directories;
    }

    private static void addDirectories(Path configuration, List<String> directories) throws IOException {
        for (String line : TextFile.lines(configuration)) {
            if (line.startsWith("/")) {
                directories.add(line.trim());
            }
        }
    }

    private static List<Path> windows(Map<String, String> environment) {
        String system = environment.getOrDefault("SystemRoot", "C:\\Windows");
        String programs = environment.getOrDefault("ProgramFiles", "C:\\Program Files");
        return List.of(
                Path.of(system, "System32", "nvml.dll"), Path.of(programs, "NVIDIA Corporation", "NVSMI", "nvml.dll"));
    }
}
