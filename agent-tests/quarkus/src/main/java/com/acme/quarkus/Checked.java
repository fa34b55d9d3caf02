package com.acme.quarkus;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Goes through {@link Checking}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@interface Checked {}
