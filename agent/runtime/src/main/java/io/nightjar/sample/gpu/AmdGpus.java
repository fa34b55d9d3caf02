package io.nightjar.sample.gpu;

import io.nightjar.sample.linux.ProcFile;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.Source;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** AMD GPUs on Linux by plain files of the kernel's driver. Confined to one thread. */
public final class AmdGpus implements Source<GpuSnapshot> {
    private static final long LARGEST_CARVE_OUT_BYTES = 2L << 30;

    private final List<Card> cards;

    private AmdGpus(List<Card> cards) {
        this.cards = cards;
    }

    public static AmdGpus open(Path drm, GpuSelection wanted) throws IOException, NotAvailableException {
        List<Path> directories = new ArrayList<>();
        if (Files.isDirectory(drm)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(drm, "card[0-9]*")) {
                for (Path card : found) {
                    if (Files.isReadable(card.resolve("device/mem_info_vram_total"))) {
                        directories.add(card.resolve("device"));
                    }
                }
            }
        }
        directories.sort(null);
        List<Card> cards = new ArrayList<>();
        for (int index = 0; index < directories.size(); index++) {
            Card card = Card.open(directories.get(index), index);
            if (wanted.selects(OptionalInt.of(index), card.uuid, null)) {
                cards.add(card);
            } else {
                card.close();
            }
        }
        if (cards.isEmpty()) {
            throw new NotAvailableException("no AMD GPU is shown in " + drm);
        }
        return new AmdGpus(cards);
    }

    @Override
    public GpuSnapshot read(long nowNanos) throws IOException {
        List<GpuReading> readings = new ArrayList<>(cards.size());
        for (Card card : cards) {
            readings.add(card.read());
        }
        return new GpuSnapshot("sysfs", Optional.empty(), Optional.empty(), readings, nowNanos, false);
    }

    @Override
    public void close() throws IOException {
        for (Card card : cards) {
            card.close();
        }
    }

    /** One card's files. */
    private static final class Card implements AutoCloseable {
        private final String uuid;
        private final String name;
        private final String bus;
        private final int index;
        private final ProcFile total;
        private final ProcFile used;
        private final @Nullable ProcFile busy;

        private Card(Path device, int index) throws IOException {
            this.index = index;
            bus = device.toRealPath().getFileName().toString();
            uuid = line(device.resolve("unique_id"), bus);
            name = line(device.resolve("product_name"), "AMD GPU");
            total = ProcFile.open(device.resolve("mem_info_vram_total"), 64);
            used = ProcFile.open(device.resolve("mem_info_vram_used"), 64);
            Path busyFile = device.resolve("gpu_busy_percent");
            busy = Files.isReadable(busyFile) ? ProcFile.open(busyFile, 64) : null;
        }

        public static Card open(Path device, int index) throws IOException {
            return new Card(device, index);
        }

        GpuReading read() throws IOException {
            total.read();
            used.read();
            long totalBytes = total.requiredColumn(0, 0);
            long usedBytes = Math.min(used.requiredColumn(0, 0), totalBytes);
            // What a processor's own graphics carve out of the host's memory is always nearly full and says nothing.
            boolean unified = totalBytes <= LARGEST_CARVE_OUT_BYTES;
            return new GpuReading(
                    uuid,
                    name,
                    OptionalInt.of(index),
                    Optional.of(bus),
                    Optional.empty(),
                    GpuReading.State.OK,
                    unified,
                    unified ? OptionalLong.empty() : OptionalLong.of(totalBytes),
                    unified ? OptionalLong.empty() : OptionalLong.of(totalBytes - usedBytes),
                    unified ? OptionalLong.empty() : OptionalLong.of(usedBytes),
                    OptionalLong.empty(),
                    busyPercent(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalLong.empty(),
                    List.of(),
                    List.of());
        }

        private OptionalDouble busyPercent() throws IOException {
            if (busy == null) {
                return OptionalDouble.empty();
            }
            busy.read();
            long percent = busy.number();
            return percent == ProcFile.ABSENT ? OptionalDouble.empty() : OptionalDouble.of(percent);
        }

        @Override
        public void close() throws IOException {
            total.close();
            used.close();
            if (busy != null) {
                busy.close();
            }
        }

        private static String line(Path file, String otherwise) throws IOException {
            String text = Files.isReadable(file) ? Files.readString(file).trim() : "";
            return text.isEmpty() ? otherwise : text;
        }
    }
}
