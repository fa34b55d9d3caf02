package io.micronaut.context;

/** Stands for the super types that Micronaut's generated classes have. */
public class Described {}
