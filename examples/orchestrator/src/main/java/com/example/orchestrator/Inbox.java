package com.example.orchestrator;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Where requests come from: messages and scans that are bundled with the application. Confined to one thread. */
final class Inbox {

    private static final List<String> PICTURES = List.of(
            "delivery-note",
            "invoice-2026-1188",
            "paid-in-full.turned",
            "return-label",
            "room-14-2nd-floor",
            "warranty-card.turned");
    private static final double SCANS = 0.4;

    private final List<String> messages;
    private final List<Picture> pictures;
    private final LongDocument longDocument;
    private final Random random;

    private Inbox(List<String> messages, List<Picture> pictures, LongDocument longDocument, Random random) {
        this.messages = messages;
        this.pictures = pictures;
        this.longDocument = longDocument;
        this.random = random;
    }

    static Inbox load(LongDocument longDocument, long seed) throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : Resources.lines("/messages.txt")) {
            messages.add(line.split("\t", 2)[1]);
        }
        List<Picture> pictures = new ArrayList<>();
        for (String name : PICTURES) {
            try (InputStream png = Resources.open("/pictures/" + name + ".png")) {
                pictures.add(Picture.read(name, png));
            }
        }
        return new Inbox(messages, pictures, longDocument, new Random(seed));
    }

    /** The next request of a phase. */
    Request next(Phase phase) {
        if (random.nextDouble() < SCANS) {
            Picture picture = pictures.get(random.nextInt(pictures.size()));
            boolean unreadable = random.nextDouble() < phase.failingShare();
            return new Request.Scan(unreadable ? picture.withTransparency() : picture);
        }
        if (random.nextDouble() < phase.slowShare()) {
            return new Request.Message(longDocument.text());
        }
        return new Request.Message(
                (message() + ' ').repeat(phase.messageTimes()).strip());
    }

    /** One of the ordinary messages. */
    String message() {
        return messages.get(random.nextInt(messages.size()));
    }
}
