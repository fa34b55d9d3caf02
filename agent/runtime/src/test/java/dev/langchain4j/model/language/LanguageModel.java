package dev.langchain4j.model.language;

/** Of the library's interface as much as its preset names: by its name it wakes the preset. */
public interface LanguageModel {
    String generate(String prompt);
}
