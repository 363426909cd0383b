package cn.ting.reckon;

import java.util.Arrays;

/** Weighted linear least squares by normal equations, for a handful of unknowns. Used again and again by one thread. */
public final class LeastSquares {

    private final int unknowns;
    private final double[][] matrix;

    /** @param unknowns at least one */
    public LeastSquares(int unknowns) {
        this.unknowns = unknowns;
        matrix = new double[unknowns][unknowns + 1];
    }

    /** @param ridge draws every unknown towards 0, so that what nothing was measured of stays there */
    public void clear(double ridge) {
        for (int i = 0; i < unknowns; i++) {
            Arrays.fill(matrix[i], 0);
            matrix[i][i] = ridge;
        }
    }

    /** One equation: the row times the unknowns is the value. */
    public void add(double[] row, double value, double weight) {
        for (int i = 0; i < unknowns; i++) {
            double factor = row[i] * weight;
            if (factor != 0) {
                double[] line = matrix[i];
                for (int j = i; j < unknowns; j++) {
                    line[j] += factor * row[j];
                }
                line[unknowns] += factor * value;
            }
        }
    }

    /** Solves by Gauss with pivots; false, and nothing written, when the equations do not tell. */
    public boolean solve(double[] into) {
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i][j] = matrix[j][i];
            }
        }
        for (int i = 0; i < unknowns; i++) {
            int pivot = i;
            for (int j = i + 1; j < unknowns; j++) {
                if (Math.abs(matrix[j][i]) > Math.abs(matrix[pivot][i])) {
                    pivot = j;
                }
            }
            double[] row = matrix[pivot];
            matrix[pivot] = matrix[i];
            matrix[i] = row;
            if (Math.abs(row[i]) < 1e-9) {
                return false;
            }
            for (int j = i + 1; j < unknowns; j++) {
                double factor = matrix[j][i] / row[i];
                for (int k = i; k <= unknowns; k++) {
                    matrix[j][k] -= factor * row[k];
                }
            }
        }
        for (int i = unknowns - 1; i >= 0; i--) {
            double value = matrix[i][unknowns];
            for (int j = i + 1; j < unknowns; j++) {
                value -= matrix[i][j] * into[j];
            }
            into[i] = value / matrix[i][i];
        }
        return true;
    }
}
