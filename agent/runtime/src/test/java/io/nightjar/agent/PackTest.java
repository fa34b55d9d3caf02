package io.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PackTest {
    private static final String ENTRY = "nightjar/agent.pack";

    private static final String NO_DIRECTORY = "/none/such";

    @TempDir
    private Path directory;

    private Path files;

    @BeforeEach
    void createFiles() throws IOException {
        files = Files.createDirectory(directory.resolve("files"));
    }

    @Test
    void shouldFindClassesByBinaryNameAndResourcesByPath() throws IOException {
        put("io/nightjar/A$B.class", "plain".getBytes());
        put("com/other/C.class", "x".repeat(5_000).getBytes());
        put("META-INF/services/com.other.Service", "com.other.C".getBytes());
        put("empty", new byte[0]);

        try (ZipFile jar = new ZipFile(jar(true).toFile())) {
            Pack pack = Pack.open(jar, ENTRY);

            assertThat(pack.read("io.nightjar.A$B")).asString().isEqualTo("plain");
            assertThat(pack.read("com.other.C")).asString().isEqualTo("x".repeat(5_000));
            assertThat(pack.read("META-INF/services/com.other.Service"))
                    .asString()
                    .isEqualTo("com.other.C");
            assertThat(pack.read("empty")).isEmpty();
            assertThat(pack.has("empty")).isTrue();
            assertThat(pack.read("com/other/C.class")).isNull();
            assertThat(pack.has("com.other.D")).isFalse();
        }
    }

    @Test
    void shouldReadWhatItHoldsAndFailPlainlyOnTheRestWhenTheJarIsOverwritten() throws IOException {
        put("io/nightjar/Plain.class", "plain ".repeat(1_000).getBytes());
        put("com/other/Deflated.class", "x".repeat(5_000).getBytes());
        put("Aa", "first".getBytes());
        put("BB", "second".getBytes());
        put("oshi/Left.class", "y".repeat(5_000).getBytes());
        Path file = jar(true);

        try (ZipFile jar = new ZipFile(file.toFile())) {
            Pack pack = Pack.open(jar, ENTRY);
            pack.hold(name -> !name.startsWith("oshi."), NO_DIRECTORY);
            long held = pack.heldBytes();
            Files.write(file, new byte[(int) Files.size(file)]); // in place: the same file, other bytes

            assertThat(pack.read("io.nightjar.Plain")).asString().isEqualTo("plain ".repeat(1_000));
            assertThat(pack.read("com.other.Deflated")).asString().isEqualTo("x".repeat(5_000));
            assertThat(pack.read("Aa")).asString().isEqualTo("first");
            assertThat(pack.read("BB")).asString().isEqualTo("second");
            assertThat(held).isLessThan(1_000);
            assertThatThrownBy(() -> pack.read("oshi.Left"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has changed since this JVM began");

            pack.forget("io.nightjar.Plain");
            assertThat(pack.heldBytes()).isLessThan(held);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldHoldInAFileWithoutANameWhenThereIsADirectoryForIt() throws IOException {
        put("io/nightjar/Plain.class", "plain ".repeat(1_000).getBytes());
        put("com/other/Deflated.class", "x".repeat(5_000).getBytes());
        put("empty", new byte[0]);
        put("Aa", "first".getBytes());
        put("BB", "second".getBytes());
        put("oshi/Left.class", "y".repeat(5_000).getBytes());
        Path file = jar(true);
        Path temporary = Files.createDirectory(directory.resolve("temporary"));

        try (ZipFile jar = new ZipFile(file.toFile())) {
            Pack pack = Pack.open(jar, ENTRY);
            pack.hold(name -> !name.startsWith("oshi."), temporary.toString());
            Files.write(file, new byte[(int) Files.size(file)]);

            assertThat(temporary).isEmptyDirectory();
            assertThat(pack.heldBytes()).isZero();
            Thread.currentThread().interrupt(); // as an application's thread may be that loads a class
            assertThat(pack.read("io.nightjar.Plain")).asString().isEqualTo("plain ".repeat(1_000));
            assertThat(Thread.interrupted()).isTrue();
            pack.forget("io.nightjar.Plain");
            assertThat(pack.read("com.other.Deflated")).asString().isEqualTo("x".repeat(5_000));
            assertThat(pack.read("empty")).isEmpty();
            assertThat(pack.read("Aa")).asString().isEqualTo("first");
            assertThat(pack.read("BB")).asString().isEqualTo("second");
            assertThat(pack.read("BBBB")).isNull();
            assertThatThrownBy(() -> pack.read("oshi.Left"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has changed since this JVM began");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldReadEachItemWholeWhenManyThreadsReadTheFile() throws Exception {
        for (int i = 0; i < 50; i++) {
            put("com/other/C" + i + ".class", ("content " + i).repeat(200 + i).getBytes());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ZipFile jar = new ZipFile(jar(true).toFile())) {
            Pack pack = Pack.open(jar, ENTRY);
            pack.hold(name -> true, directory.toString());
            List<Future<?>> reads = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                int number = i % 50;
                reads.add(threads.submit(() -> assertThat(read(pack, "com.other.C" + number))
                        .asString()
                        .isEqualTo(("content " + number).repeat(200 + number))));
            }
            for (Future<?> read : reads) {
                read.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldTellNamesOfTheSameHashApart() throws IOException {
        put("Aa", "first".getBytes());
        put("BB", "second".getBytes());
        put("AaAa", "third".getBytes());

        try (ZipFile jar = new ZipFile(jar(true).toFile())) {
            Pack pack = Pack.open(jar, ENTRY);

            assertThat(pack.read("Aa")).asString().isEqualTo("first");
            assertThat(pack.read("BB")).asString().isEqualTo("second");
            assertThat(pack.read("AaAa")).asString().isEqualTo("third");
            assertThat(pack.read("BBBB")).isNull();
            assertThat(pack.read("AaBB")).isNull();
        }
    }

    @Test
    void shouldReadIntoABufferOnlyWhatLiesPlainInTheJarAndFits() throws IOException {
        put("io/nightjar/Plain.class", "plain ".repeat(1_000).getBytes());
        put("com/other/Deflated.class", "x".repeat(5_000).getBytes());
        put("Aa", "first".getBytes());
        Path file = jar(true);
        byte[] buffer = new byte[8_000];

        try (ZipFile jar = new ZipFile(file.toFile())) {
            Pack pack = Pack.open(jar, ENTRY);
            int end = pack.readPlain("io.nightjar.Plain", buffer);
            int begin = Pack.beginOf("io.nightjar.Plain");

            assertThat(new String(buffer, begin, end - begin)).isEqualTo("plain ".repeat(1_000));
            assertThat(pack.readPlain("io.nightjar.Plain", new byte[5_999])).isZero();
            assertThat(pack.readPlain("com.other.Deflated", buffer)).isZero();
            assertThat(pack.readPlain("BB", buffer)).isZero(); // of the hash of Aa
            assertThat(pack.readPlain("none", buffer)).isZero();

            pack.hold(name -> true, NO_DIRECTORY);
            Files.write(file, new byte[(int) Files.size(file)]);
            assertThat(pack.readPlain("io.nightjar.Plain", buffer)).isZero();
        }
    }

    @Test
    void shouldReadWhatWasWrittenWhenFilesAreManyAndTheJarWasPackedAnew() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, byte[]> written = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            byte[] content = new byte[random.nextInt(6_000)];
            random.nextBytes(content);
            Arrays.fill(content, 0, content.length / 2, (byte) 7);
            String path = "d" + random.nextInt(20) + "/f" + i + (random.nextBoolean() ? ".class" : ".txt");
            put(path, content);
            written.put(PackWriter.nameOf(path), content);
        }

        for (boolean stored : new boolean[] {true, false}) {
            try (ZipFile jar = new ZipFile(jar(stored).toFile())) {
                Pack pack = Pack.open(jar, ENTRY);
                written.forEach((name, content) -> assertThat(read(pack, name))
                        .as("seed %d: %s", seed, name)
                        .isEqualTo(content));
            }
        }
    }

    @Test
    void shouldHaveTheSameBytesWhenWrittenAgain() throws IOException {
        put("b/two.class", new byte[3_000]);
        put("a/one.txt", "one".getBytes());

        assertThat(packed()).isEqualTo(packed());
    }

    @Test
    void shouldSayWhatIsMissingWhenTheJarHasNoPack() throws IOException {
        Path other = directory.resolve("other.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
            out.putNextEntry(new ZipEntry("something"));
        }

        try (ZipFile jar = new ZipFile(other.toFile())) {
            assertThatThrownBy(() -> Pack.open(jar, ENTRY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(ENTRY);
        }
    }

    private static byte[] read(Pack pack, String name) {
        try {
            return pack.read(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = files.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private byte[] packed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackWriter.write(PackWriter.files(files), out);
        return out.toByteArray();
    }

    private Path jar(boolean stored) throws IOException {
        byte[] pack = packed();
        ZipEntry entry = new ZipEntry(ENTRY);
        if (stored) {
            CRC32 crc = new CRC32();
            crc.update(pack);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(pack.length);
            entry.setCrc(crc.getValue());
        }
        Path jar = directory.resolve(stored + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(entry);
            out.write(pack);
            out.closeEntry();
        }
        return jar;
    }
}
