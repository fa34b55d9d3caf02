package com.example.orchestrator;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Map;

/** PP-OCR's text direction classifier on ONNX Runtime. Thread-safe until it is closed. */
final class OcrClassifierClient implements OrientationModel, AutoCloseable {

    private static final int WIDTH = 192;
    private static final int HEIGHT = 48;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;

    private OcrClassifierClient(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
        this.input = session.getInputNames().iterator().next();
    }

    static OcrClassifierClient load() throws IOException, OrtException {
        try (InputStream model = Resources.open("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new OcrClassifierClient(environment, environment.createSession(model.readAllBytes(), options));
        }
    }

    @Override
    public Answer.Orientation classify(Picture picture) {
        long[] shape = {1, picture.channels(), HEIGHT, WIDTH};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(scaled(picture)), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            float[] scores = ((float[][]) result.get(0).getValue())[0];
            boolean upsideDown = scores[1] > scores[0];
            return new Answer.Orientation(upsideDown, upsideDown ? scores[1] : scores[0]);
        } catch (OrtException e) {
            throw new ModelFailure("The classifier rejected " + picture.name(), e);
        }
    }

    /** The picture at the model's height, its width in proportion, the rest grey, samples from -1 to 1. */
    private static float[] scaled(Picture picture) {
        float[] tensor = new float[picture.channels() * HEIGHT * WIDTH];
        int width = Math.min(WIDTH, Math.max(1, picture.width() * HEIGHT / picture.height()));
        for (int channel = 0; channel < picture.channels(); channel++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < width; x++) {
                    float sample = picture.sample(channel, x * picture.width() / width, y * picture.height() / HEIGHT);
                    tensor[(channel * HEIGHT + y) * WIDTH + x] = sample / 127.5f - 1f;
                }
            }
        }
        return tensor;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
