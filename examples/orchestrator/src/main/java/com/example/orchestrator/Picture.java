package com.example.orchestrator;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * A scanned line of text as planes of samples from 0 to 255.
 *
 * @param channels 3 for blue, green, red; 4 with transparency
 * @param samples plane after plane, row after row
 */
record Picture(String name, int width, int height, int channels, float[] samples) {

    static Picture read(String name, InputStream png) throws IOException {
        ImageIO.setUseCache(false);
        BufferedImage image = ImageIO.read(png);
        if (image == null) {
            throw new IOException(name + " is not a picture");
        }
        return of(name, image);
    }

    private static Picture of(String name, BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] samples = new float[3 * width * height];
        int plane = width * height;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int at = y * width + x;
                samples[at] = rgb & 0xff;
                samples[plane + at] = rgb >> 8 & 0xff;
                samples[2 * plane + at] = rgb >> 16 & 0xff;
            }
        }
        return new Picture(name, width, height, 3, samples);
    }

    /** The same picture with a plane of transparency, as some scanners send it. */
    Picture withTransparency() {
        float[] more = Arrays.copyOf(samples, 4 * width * height);
        Arrays.fill(more, samples.length, more.length, 255f);
        return new Picture(name, width, height, 4, more);
    }

    float sample(int channel, int x, int y) {
        return samples[(channel * height + y) * width + x];
    }
}
