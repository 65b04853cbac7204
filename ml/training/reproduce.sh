#!/bin/sh
# Train the shipped network and write its bundle: reproduce.sh DATA RUNS [BUNDLE]
#
# DATA holds the photos with manifest.csv, RUNS gets the checkpoints. Stopped and started
# again it goes on where it was. Some three hours on two processor cores; a GPU is used if
# there is one.
set -eu
data=$1
runs=$2
bundle=${3:-ml/exports}
cd "$(dirname "$0")/../.."
# Threads that wait for each other by turning would take the cores from those that work.
export OMP_WAIT_POLICY=passive
late() {
    python -m ml.training.late --data "$data" --cache "$runs/cache" "$@"
}
# A network to start from. (The shipped one started from the version before it instead.)
python -m ml.training.train --data "$data" --out "$runs/start" --cache "$runs/cache"
# Views, as its first blocks see them and, of a part, as ImageNet's do.
start="--init $runs/start/model.pt --views $runs/views"
late $start --parts 20 --imagenet-views "$runs/imagenet_views"
# The other blocks, and once more while they are prepared for eight bits.
late $start --parts 44 --epochs 3 --out "$runs/last_blocks"
late $start --parts 44 --epochs 1 --rate 0.15 --seed 1 --eight-bits \
    --start "$runs/last_blocks/model.pt" --out "$runs/shipped"
# Three that never saw a third of the sources, to be calibrated and tested on those.
for third in 0 1 2; do
    late --views "$runs/imagenet_views" --parts 20 --epochs 3 --rate 1.5 --fold "$third" \
        --out "$runs/fold$third"
done
folds="$runs/fold0/model.pt $runs/fold1/model.pt $runs/fold2/model.pt"

# The network of skin and hair areas: from masks, then also from its own certain answers.
areas() {
    name=$1
    shift
    python -m ml.training.areas.train --data "$data" --out "$runs/$name" --cache "$runs/cache" "$@"
}
areas areas1
areas areas2 --init "$runs/areas1/model.pt" --rate 0.5 --sizes 160 192 224

python ml/exports/export_models.py --checkpoint "$runs/shipped/model.pt" --data "$data" \
    --out "$bundle"
python -m ml.training.areas.export --checkpoint "$runs/areas2/model.pt" --out "$bundle/areas.tflite"
python -m ml.training.areas.evaluate --data "$data" --model "$bundle/areas.tflite" \
    --out "$runs/evaluation"
python -m ml.training.joining --data "$data" --bundle "$bundle" --cache "$runs/cache"
python -m ml.training.calibrate --data "$data" --bundle "$bundle" --cache "$runs/cache" \
    --folds $folds
python -m ml.training.evaluate --data "$data" --bundle "$bundle" --out "$runs/evaluation" \
    --cache "$runs/cache" --folds $folds
python -m ml.training.card --evaluation "$runs/evaluation/evaluation.json" \
    --areas "$runs/evaluation/areas.json" --bundle "$bundle"
