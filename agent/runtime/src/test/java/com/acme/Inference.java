package com.acme;

/** An annotation of the application's. */
public @interface Inference {}
