package com.acme.apps;

import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.model.functions.Generator;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.prompt.PromptContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets Jlama generate, embed and classify in every way, with small models whose weights are random, and some for what they cannot do. */
public final class JlamaApp {
    private JlamaApp() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("models");
        try (AbstractModel llama = ModelSupport.loadModel(
                TinyModels.llama(folder.resolve("tiny-llama")).toFile(), DType.F32, DType.I8)) {
            generations(llama);
            failures(llama);
            vectors(llama);
        }
        try (AbstractModel bert = ModelSupport.loadClassifierModel(
                TinyModels.bert(folder.resolve("tiny-bert")).toFile(), DType.F32, DType.I8)) {
            print(bert.embed("the hen", Generator.PoolingType.MODEL));
            System.out.println(bert.classify("the hen", Generator.PoolingType.MODEL).keySet());
            Refused.expect(() -> bert.classify("hen ".repeat(TinyModels.CONTEXT), Generator.PoolingType.MODEL));
        }
        Waiting.untilTold();
        System.exit(3);
    }

    /** 7 generations: of 7 tokens each 6 times, of 5 once; 12 come out of each, 6 of the shorter one. */
    private static void generations(AbstractModel llama) throws Exception {
        said(llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20, JlamaApp::piece));
        said(llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20));
        said(llama.generateBuilder().prompt("a fox").ntokens(12).generate());
        said(llama.generateBuilder().prompt("the hen").ntokens(20).onTokenWithTimings(JlamaApp::piece).generate());
        // The library writes what a reader throws into its log, and goes on.
        said(llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20, JlamaApp::refuse));
        // One after the other: two at once are more than the library can do with one model.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            said(threads.submit(() -> llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20)).get());
            said(threads.submit(() -> llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20)).get());
        }
    }

    /** 3 generations that fail, and one that never begins. */
    private static void failures(AbstractModel llama) {
        Refused.expect(() -> llama.generate(
                UUID.randomUUID(), PromptContext.of("x".repeat(TinyModels.CONTEXT)), 0, TinyModels.CONTEXT, JlamaApp::piece));
        Refused.expect(() -> llama.generate(UUID.randomUUID(), null, 0, 20));
        try {
            llama.generate(UUID.randomUUID(), PromptContext.of("the hen"), 0, 20, JlamaApp::stop);
        } catch (LinkageError stopped) {
            System.out.println("stopped: " + stopped.getMessage());
        }
        Refused.expect(() -> llama.generateBuilder().generate());
    }

    /** 4 vectors, of which 1 fails, and a classification that fails. */
    private static void vectors(AbstractModel llama) {
        print(llama.embed("the hen", Generator.PoolingType.AVG));
        print(llama.embed("the hen", Generator.PoolingType.MAX));
        print(llama.embed("the hen", Generator.PoolingType.SUM));
        Refused.expect(() -> llama.embed("the hen", Generator.PoolingType.MODEL));
        Refused.expect(() -> llama.classify("the hen", Generator.PoolingType.MODEL));
    }

    private static void said(Generator.Response response) {
        System.out.println(response.responseText + ' ' + response.promptTokens + ' ' + response.generatedTokens + ' '
                + response.finishReason);
    }

    /** Without the last digits, in which interpreted code differs from compiled. */
    private static void print(float[] vector) {
        System.out.printf("%.3f of %d%n", vector[0], vector.length);
    }

    private static void piece(String piece, Float millis) {
        System.out.println("piece " + piece);
    }

    private static void refuse(String piece, Float millis) {
        throw new IllegalStateException("not to be read");
    }

    private static void stop(String piece, Float millis) {
        throw new LinkageError("no reader");
    }
}
