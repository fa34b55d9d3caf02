package com.example.orchestrator;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The help desk's command line. */
final class OrchestratorMain {

    private OrchestratorMain() {}

    public static void main(String[] args) throws IOException, OrtException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        run(options);
    }

    private static void run(Options options) throws IOException, OrtException, InterruptedException {
        ExecutorService embeddingThreads = Executors.newFixedThreadPool(2);
        try (OcrClassifierClient classifier = OcrClassifierClient.load()) {
            EmbeddingModelClient embeddings = EmbeddingModelClient.load(embeddingThreads);
            TopicIndex topics = TopicIndex.load("/topics.txt", embeddings);
            LanguageRouter router = new LanguageRouter(OpenNlpLanguageClient.load(), embeddings, classifier, topics);
            Inbox inbox = Inbox.load(new LongDocument(embeddings, options.slowMillis()), options.seed());
            System.out.printf("three models loaded, %d workers%n", options.threads());
            Desk desk = new Desk(router, options.threads());
            try (desk) {
                new Traffic(desk, inbox, System.out).play(options.scenario());
            }
            System.out.println("done: " + desk.summary());
        } finally {
            embeddingThreads.shutdown();
        }
    }
}
