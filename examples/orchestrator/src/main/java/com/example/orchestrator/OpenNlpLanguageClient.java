package com.example.orchestrator;

import java.io.IOException;
import java.io.InputStream;
import opennlp.tools.langdetect.LanguageDetector;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;

/** OpenNLP's language detector. Thread-safe. */
final class OpenNlpLanguageClient implements LanguageModel {

    private static final int ENOUGH = 400;

    private final LanguageDetector detector;

    private OpenNlpLanguageClient(LanguageDetector detector) {
        this.detector = detector;
    }

    static OpenNlpLanguageClient load() throws IOException {
        try (InputStream model = Resources.open("/langdetect-183.bin")) {
            return new OpenNlpLanguageClient(new ThreadSafeLanguageDetectorME(new LanguageDetectorModel(model)));
        }
    }

    @Override
    public String detect(CharSequence text) {
        CharSequence head = text.length() > ENOUGH ? text.subSequence(0, ENOUGH) : text;
        return detector.predictLanguage(head).getLang();
    }
}
