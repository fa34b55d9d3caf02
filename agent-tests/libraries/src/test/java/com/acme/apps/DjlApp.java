package com.acme.apps;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a text classifier five times through DJL, whose engine is ONNX Runtime. */
public final class DjlApp {
    private DjlApp() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempDirectory("djl").resolve("classifier.onnx");
        Files.write(
                file,
                DjlApp.class
                        .getResourceAsStream("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx")
                        .readAllBytes());
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("OnnxRuntime")
                .optModelPath(file)
                .optTranslator(new NoopTranslator())
                .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = model.getNDManager().newSubManager()) {
            for (int i = 0; i < 5; i++) {
                predictor.predict(new NDList(manager.create(new float[3 * 48 * 192], new Shape(1, 3, 48, 192))));
            }
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
