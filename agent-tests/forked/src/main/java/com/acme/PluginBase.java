package com.acme;

/** Loaded while its subclass is. */
public abstract class PluginBase implements Scorer {}
