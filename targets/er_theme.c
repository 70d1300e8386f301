/* The colours of diagrams. Words stand on cards and headers with a contrast of at least 4.5 to 1
 * (WCAG 2.1, 1.4.3), lines on the background with 3 to 1. */
#include "targets/er.h"

const ErTheme er_light = {
    .background = "#ffffff",
    .card = "#ffffff",
    .ink = "#1f2937",
    .quiet = "#667085",
    .plain = {"#f6f7f9", "#cbd2db", "#e9ecf1", "#3c4858", "#7b8798"},
    .hue =
        {
            {"#f1f6fd", "#bcd3f0", "#dce9f9", "#1f4e8c", "#5b8bc9"}, /* blue */
            {"#f0f8f3", "#b7dcc5", "#d8eee0", "#22613f", "#4d9a6d"}, /* green */
            {"#fdf7ee", "#ecd3a8", "#f9e8cb", "#7d4f0c", "#c08a3a"}, /* amber */
            {"#f7f3fc", "#d5c5ea", "#e9def6", "#5b338a", "#9370c4"}, /* violet */
            {"#fdf2f4", "#efc3cd", "#f8dbe1", "#8f2740", "#c9667f"}, /* rose */
            {"#eef8f8", "#b0dadb", "#d2ecec", "#1a5f62", "#439699"}, /* teal */
            {"#f7f7ee", "#d3d3b0", "#e8e8cf", "#55551f", "#90904c"}, /* olive */
            {"#f2f3fc", "#c4c9ec", "#dfe2f6", "#363f8f", "#747ccb"}, /* indigo */
        },
};

const ErTheme er_dark = {
    .background = "#12161d",
    .card = "#1b212b",
    .ink = "#e6eaf0",
    .quiet = "#98a3b3",
    .plain = {"#171c24", "#3d4756", "#2a323e", "#d3dae4", "#8391a5"},
    .hue =
        {
            {"#142030", "#2c4a70", "#213a5b", "#b5d3f7", "#6c9dd8"},
            {"#14241c", "#2b543d", "#204030", "#b2e2c5", "#5fae80"},
            {"#27200f", "#5f4a20", "#4a3a19", "#f3d9a7", "#cf9c4e"},
            {"#1f1930", "#4b3b70", "#392d57", "#d9c7f5", "#a587d6"},
            {"#2a171c", "#6b3342", "#512733", "#f6c3cf", "#d97c93"},
            {"#122425", "#285355", "#1d4042", "#afe0e1", "#55a9ac"},
            {"#222214", "#505028", "#3c3c1f", "#dedfaf", "#a3a35c"},
            {"#191b30", "#3c4275", "#2e335b", "#c8cdf7", "#8891dd"},
        },
};
