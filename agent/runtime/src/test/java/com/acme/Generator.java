package com.acme;

/** Has a method such as models of a library have, and is none. */
public class Generator {
    public String generate(String prompt) {
        return prompt;
    }
}
