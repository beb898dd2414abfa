@echo off
rem Drop a folder of target sheets on this file: the workbook is written beside the folder.
chcp 65001 >nul
if "%~1"=="" (
  echo 请把装有申报表的文件夹拖到本文件上。
  pause
  exit /b 2
)
"%~dp0venv\Scripts\reviewer" review "%~1" --output "%~dpn1_初审.xlsx"
if errorlevel 3 echo 有文件未能读取，请看上面的说明和工作簿“未读与存疑”。
pause
