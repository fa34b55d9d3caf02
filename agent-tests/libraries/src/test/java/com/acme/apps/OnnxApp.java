package com.acme.apps;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs a text classifier twenty times on ONNX Runtime, and once with an input that it does not have. */
public final class OnnxApp {
    private OnnxApp() {}

    public static void main(String[] arguments) throws Exception {
        Path model = Files.createTempDirectory("onnx").resolve("classifier.onnx");
        Files.write(
                model,
                OnnxApp.class
                        .getResourceAsStream("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx")
                        .readAllBytes());
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString());
                OnnxTensor image = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(new float[3 * 48 * 192]), new long[] {1, 3, 48, 192})) {
            for (int i = 0; i < 20; i++) {
                session.run(Map.of("x", image)).close();
            }
            try {
                session.run(Map.of("no such input", image)).close();
            } catch (OrtException expected) {
                System.out.println("refused: " + expected.getCode());
            }
            Waiting.untilTold();
        }
    }
}
